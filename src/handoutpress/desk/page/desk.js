// The front desk. All words stand in desk.html; everything about a patient lives in this page and goes with Esc.
'use strict';
const $ = (s, el = document) => el.querySelector(s), $$ = (s, el = document) => [...el.querySelectorAll(s)];
const root = document.documentElement, q = $('#q'), token = $('[name=desk-token]').content, ui = root.lang;
const wide = matchMedia('(min-width: 1024px) and (min-height: 520px)');
const words = Object.fromEntries($$('p', $('#words').content).map(p => [p.dataset.w, p.textContent]));
const w = (name, fill = {}) => (words[name] || '').replace(/{(\w+)}/g, (_, key) => fill[key] ?? '').trim();
const PERSONAL = ['name', 'note', 'clinician', 'date'];

let rows = [], cur = null, info = null, items = [], basket = [], kept = [], last = null;
let choice = {}, copies = 1, doc = null, page = 1, job = null, away = [], override = null, fault = null;
let printers = [], printer = '', chosen = false, asked = 0, opened = 0, shown = 0, typing = 0, working = false;

// Small parts
function el(name, props = {}, ...inside) {
  const made = Object.assign(document.createElement(name), props);
  made.append(...inside);
  return made;
}
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), use = document.createElementNS(svg.namespaceURI, 'use');
  svg.setAttribute('class', 'ic'); svg.setAttribute('aria-hidden', 'true'); use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}
const say = text => { $('#live').textContent = text; };
const lang = () => info?.languages.find(one => one.lang === choice.lang);
const view = name => { root.dataset.view = name; };
const seen = () => $$('[role=option]');
const machine = () => printers.find(one => one.name === printer);
const busy = one => Boolean(one) && /calling|sent|printing|paper/.test(one.state);
const personal = () => Object.fromEntries(PERSONAL.map(id => [id, $('#' + id).value]));
const named_ = () => !$('#pers').hidden && Object.values(personal()).some(it => it.trim()); // a printer that keeps files gets no name

// The server: every answer is JSON; what is not yes comes as an error whose `why` is a word
async function ask(path, body) {
  let answer;
  try {
    const how = body ? { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Desk-Token': token }, body: JSON.stringify({ ui, ...body }) } : {};
    answer = await fetch(path, { ...how, cache: 'no-store' });
  } catch { throw Object.assign(new Error(), { why: 'offline' }); }
  const data = await answer.json().catch(() => ({ why: 'fault' }));
  if (answer.status === 401) location.replace('/enter');
  if (data.why === 'token') clearInterval(watching); // a page out of date asks no more, or it would be shut out
  if (!answer.ok || data.why) throw Object.assign(new Error(), data);
  return data;
}
const pause = ms => new Promise(done => setTimeout(done, ms));
const known = why => (words['n-' + why + '-h'] ? why : { tries: 'token', origin: 'token' }[why] || 'fault');
function complain(error) { // next to what it is about: a field of the patient's box, or Print
  if (!error.why) throw error;
  const why = known(error.why), text = w('n-' + why, { letters: error.letters, codes: error.codes?.join(', ') }).replace(/:$/, '.');
  const own = /no-room|no-box|letters/.test(why);
  fault = why;
  $('#pers-no').hidden = !own; $('#pers-no').textContent = own ? w('n-' + why + '-h') + '. ' + text : '';
  if (own) { $('#pers').open = true; $('#pers-no').scrollIntoView({ block: 'nearest' }); }
  if ($('.leaf.waits')) $('.leaf.waits').textContent = w('n-' + why + '-h') + '. ' + text;
  $('#cannot').hidden = own; $('h3', $('#cannot')).textContent = w('n-' + why + '-h'); $('p', $('#cannot')).textContent = text;
  say(w('n-' + why + '-h') + '. ' + text);
  paint();
}
function quiet() { fault = null; $('#cannot').hidden = $('#pers-no').hidden = true; }

// Find
async function find() {
  const mine = ++asked;
  let answer;
  try { answer = await ask('/api/find', { q: q.value }); } catch (error) { $('#list').replaceChildren(); $('#list').append(el('p', { className: 'none', textContent: w('n-' + known(error.why)) })); say(w('n-' + known(error.why))); return; }
  if (mine !== asked) return;
  rows = [];
  if (answer.last && !last) { last = answer.last; paint(); } // what the log knows, after the page was opened anew
  const full = answer.groups.filter(group => group.rows.length);
  $('#list').replaceChildren(...full.map(group => {
    const head = el('li', { className: 'gh', id: 'g-' + group.id, role: 'presentation', textContent: w(group.id === 'all' && full[1] ? 'others' : group.id) });
    const list = el('ul', { role: 'group' }, head, ...group.rows.map(line));
    list.setAttribute('aria-labelledby', head.id);
    return list;
  }));
  $('#none').hidden = Boolean(rows[0]); $('#list').hidden = !rows[0];
  if (q.value.trim()) say(rows[0] ? w(full[0].id === 'near' ? 'n-near' : 'n-found', { n: rows.length }) : $('#none h2').textContent + '. ' + $('#none p').textContent);
  const still = cur && rows.find(row => row.key === cur.key);
  if (still) mark(still); else if (cur) { away_with_job(); close(); } // what is previewed is always a row in the list
}
function line(row) {
  row.key = row.pack ? 'pack-' + row.pack : row.slug;
  row.node = el('li', { role: 'option', id: 'h-' + row.key, ariaSelected: 'false' });
  row.node.dataset.state = row.state || '';
  if (row.pack) { const svg = icon('pack'); svg.setAttribute('class', 'thumb'); row.node.append(svg); } else row.node.append(el('img', { className: 'thumb', src: row.picture, alt: '', loading: 'lazy' }));
  row.node.append(el('span', { className: 'ti', lang: row.titled || ui }, ...typed(row, 'title')));
  if (row.also) row.node.append(el('span', { className: 'also', lang: row.lang }, ...typed(row, 'also')));
  if (row.why) row.node.append(el('span', { className: 'why', textContent: w('why', { words: row.why }) }));
  row.node.append(el('span', { className: 'langs', textContent: row.languages }));
  if (!row.pack) row.node.append(el('span', { className: 'meta' }, state(row), el('span', { className: 'code', textContent: row.code })));
  row.node.onclick = () => open(row, true);
  rows.push(row);
  return row.node;
}
const typed = (row, part) => (row.in === part ? row.pieces.map((text, n) => (n % 2 ? el('mark', { textContent: text }) : text)) : [row[part]]);
const state = one => el('span', { className: 'rev ' + one.state }, icon(one.state), w('s-' + one.state, { due: one.due }));
function mark(row) {
  cur = row;
  rows.forEach(one => one.node.setAttribute('aria-selected', String(one === row)));
  if (row) { q.setAttribute('aria-activedescendant', row.node.id); row.node.scrollIntoView({ block: 'nearest' }); } else q.removeAttribute('aria-activedescendant');
}
function close() { // a hidden page is not a wiped page
  mark(null); drop(); info = null; items = []; quiet(); shown++; opened++; view('find'); paint();
}
function drop() {
  const gone = [doc?.document, ...items.map(one => one.doc?.document)].filter(Boolean);
  doc = null; page = 1;
  items.forEach(one => { one.doc = null; });
  $('#big').replaceChildren(); $('#thumbs').replaceChildren(); $('#pdf').hidden = true; $('#pdf').removeAttribute('href');
  if (gone[0] && !(job && busy(job))) ask('/api/forget', { documents: gone }).catch(() => {});
}
async function open(row, focus, want = {}) {
  if (!row) return;
  if (cur && row.key !== cur.key) forget();
  $('#toast').hidden = true;
  mark(row);
  if (row.pack) { await show(row.items.map(one => ({ ...one })), row.title); if (focus) $('#ti').focus(); return; }
  const mine = ++opened;
  shown++;
  if (focus) view('one');
  let found, there;
  opening = new Promise(done => { there = done; }); // what is printed waits for what is chosen
  try { found = await ask('/api/leaflet', { slug: row.slug }); } catch (error) { if (mine === opened) { view('one'); complain(error); } return; } finally { setTimeout(there); }
  if (mine !== opened) return;
  quiet(); info = found; items = []; view('one'); $('#opts').scrollTop = 0; if (!wide.matches) scrollTo(0, 0);
  choice = { lang: want.lang || row.lang, size: want.size || 'standard', layout: want.layout || '' };
  choose(); paint();
  if (focus) $('#ti').focus();
  more(mine);
  await look(want.lang ? 0 : 120);
}
async function more(mine) { // editions that nobody had tried yet come in by and by
  for (let n = 0; n < 60 && mine === opened && info?.languages.some(one => one.more); n++) {
    await pause(1200);
    if (mine !== opened || !info) return;
    try { const found = await ask('/api/leaflet', { slug: info.slug }); if (mine !== opened) return; info = found; } catch { return; }
    if (busy(job)) continue;
    const before = choice.layout + choice.size;
    choose();
    if (choice.layout + choice.size !== before) look(0); else paint();
  }
}

// Choices: only what there is
function choose() {
  const now = lang() || info.languages[0];
  choice.lang = now.lang;
  const forms = now.forms, sizes = [...new Set(forms.map(one => one.size))];
  if (!sizes.includes(choice.size)) choice.size = sizes[0] || 'standard';
  const fits = forms.filter(one => one.size === choice.size);
  if (!fits.some(one => one.layout === choice.layout)) choice.layout = fits[0]?.layout || '';
  buttons('lang', info.languages.map(named), info.languages.length === 1 ? now.staff : '');
  buttons('size', sizes.map(size => ({ value: size, name: forms.find(one => one.size === size).sized })));
  buttons('layout', fits.map(one => ({ value: one.layout, name: one.title })));
  $('#pers').hidden = !form()?.box;
}
const named = one => ({ value: one.lang, name: one.name, lang: one.lang, dir: one.dir, small: one.staff === one.name ? '' : one.staff });
const form = () => lang()?.forms.find(one => one.size === choice.size && one.layout === choice.layout);
function buttons(name, list, only = list[0]?.name) {
  const box = $('.seg', $('#f-' + name)), focused = box.contains(document.activeElement);
  $('#f-' + name).hidden = !list[0];
  if (list.length < 2) { // one that may not be the only one is not called so
    const whole = name === 'lang' || !lang().more;
    box.replaceChildren(el('span', { className: 'only', textContent: whole ? w('only', { what: only }) : only || '…' }));
    return;
  }
  box.replaceChildren(...list.map(one => {
    const input = el('input', { type: 'radio', name, value: one.value, checked: one.value === choice[name] });
    const b = el('b', { textContent: one.name, lang: one.lang || '' });
    if (one.dir) b.dir = one.dir;
    return el('label', {}, input, el('span', {}, b, ...(one.small ? [el('small', { textContent: one.small })] : [])));
  }));
  if (focused) $(':checked', box)?.focus();
}

// Preview: the very document that prints
const mono = () => Boolean(machine()?.mono);
const wish = () => JSON.stringify([info?.slug, choice, personal(), override, mono()]);
async function look(wait = 0) {
  const mine = ++shown, now = lang();
  paint();
  if (!info || now.state === 'withdrawn') { sheet('withdrawn', now?.title); return; }
  if (!doc) sheet('waits', w('looking'));
  $('#big').classList.toggle('late', Boolean(doc) && doc.want !== wish());
  if (wait) await pause(wait);
  if (mine !== shown) return;
  try {
    const made = await document_();
    if (mine === shown) { draw(made, own_page(made)); barred(); }
  } catch (error) {
    if (!error.why) throw error;
    if (mine !== shown) return;
    sheet('waits', '');
    if (error.why === 'unfit' && await another(mine)) { await look(0); return; }
    if (mine === shown) complain(error);
  }
}
async function another(mine) { // the first format does not fit: take the next that does
  for (let n = 0; n < 30 && mine === shown; n++) {
    const before = choice.layout + choice.size;
    info = await ask('/api/leaflet', { slug: info.slug });
    choose();
    if (form() && choice.layout + choice.size !== before) return true;
    if (!lang().more) return false;
    await pause(700);
  }
  return false;
}
async function document_() { // the document of what is chosen now, made once
  const want = wish();
  if (doc?.want === want) return doc;
  if (!form()) throw Object.assign(new Error(), { why: 'unfit' });
  const body = { slug: info.slug, lang: choice.lang, layout: choice.layout, size: choice.size, mono: mono(), ...($('#pers').hidden ? {} : personal()), ...(override || {}) };
  const made = await patient('/api/preview', body), before = doc?.document;
  if (want !== wish()) { ask('/api/forget', { documents: [made.document] }).catch(() => {}); return document_(); }
  if (before && before !== job?.document) ask('/api/forget', { documents: [before] }).catch(() => {});
  doc = { ...made, want };
  quiet();
  return doc;
}
async function patient(path, body) { // many may ask at once: wait as long as the server says
  for (let n = 0; ; n++) {
    try { return await ask(path, body); } catch (error) {
      if (error.why !== 'busy' || n > 5) throw error;
      say(w('n-busy-h') + '. ' + w('n-busy'));
      await pause(1000 * (error.retry || 1));
    }
  }
}
function sheet(kind, text) {
  const leaf = el('div', { className: 'leaf ' + kind });
  if (kind === 'withdrawn') { leaf.dataset.band = w('s-withdrawn'); leaf.append(el('s', { textContent: text, lang: choice.lang })); } else leaf.textContent = text;
  $('#thumbs').replaceChildren(); $('#pdf').hidden = true;
  $('#big').replaceChildren(leaf);
}
function own_page(made) { // where the box with the name is, when there is one
  const bare = text => text.replace(/\s/g, ''), words = named_() ? bare(Object.values(personal()).find(it => it.trim())) : '';
  const at = words ? made.pages.findIndex(it => bare(it.text).includes(words)) : -1;
  return at < 0 ? undefined : at + 1;
}
function draw(made, number = Math.min(page, made.pages.length)) {
  page = number;
  const all = made.pages.length, one = made.pages[number - 1];
  $('#thumbs').replaceChildren(...(all > 1 ? made.pages : []).map((it, n) => {
    const b = el('button', { type: 'button', ariaPressed: String(n + 1 === number), ariaLabel: w('page', { n: n + 1, all }) }, el('img', { src: it.src, alt: '', loading: 'lazy' }), String(n + 1));
    b.onclick = () => { draw(made, n + 1); $('#thumbs').children[n].focus(); };
    return b;
  }));
  const alt = w('page', { n: number, all });
  $('#big').classList.remove('late');
  $('#big').replaceChildren(el('img', { src: one.src, alt, width: one.width * 1.5, height: one.height * 1.5 }), el('p', { className: 'sr', lang: choice.lang, textContent: one.text }));
  $('#pdf').href = '/document/' + made.document + '.pdf'; $('#pdf').hidden = false;
  $('.stage').scrollTop = 0;
  if (cur?.picture && !cur.drawn) { cur.drawn = true; $('.thumb', cur.node).src = cur.picture + '?drawn'; } // there may be one now
}

// Basket and packs
const waits = one => !one.doc && !one.why;
async function show(list, title) {
  opening = fetched(list, title); // what is printed waits for it
  await opening;
}
async function fetched(list, title) {
  const mine = ++shown;
  opened++; drop(); info = null; items = list; quiet(); view('set'); $('#ti').textContent = title; $('#sub').replaceChildren();
  listed();
  for (const one of items) {
    try {
      const found = await ask('/api/leaflet', { slug: one.slug }), now = found.languages.find(it => it.lang === one.lang) || found.languages[0];
      const it = now.forms.find(f => f.layout === one.layout && f.size === one.size) || now.forms[0];
      Object.assign(one, { languages: found.languages, lang: now.lang, title: now.title, staff: now.staff, state: now.state, layout: it?.layout, size: it?.size, form: it?.title, web: false });
      if (/refused|withdrawn/.test(now.state)) throw Object.assign(new Error(), { why: now.state });
      if (!it) throw Object.assign(new Error(), { why: 'unfit' });
      if (mine !== shown) return;
      one.doc ||= await patient('/api/preview', { slug: one.slug, lang: one.lang, layout: one.layout, size: one.size, mono: mono() });
      one.why = '';
    } catch (error) { one.why = known(error.why); }
    if (mine !== shown) return;
    listed();
  }
}
function translate(to) { // every leaflet of the set that there is in this language
  choice = { lang: to };
  items.forEach(one => { if (one.languages?.some(it => it.lang === to)) one.lang = to; });
  show(items, $('#ti').textContent);
}
function tongues() { // the languages of a set: those that at least one of it has
  const all = new Map(items.flatMap(one => one.languages || []).filter(it => it.state !== 'withdrawn').map(it => [it.lang, it]));
  choice = { lang: items.every(one => one.lang === items[0]?.lang) ? items[0]?.lang : choice.lang };
  buttons('lang', all.size > 1 ? [...all.values()].map(named) : []);
}
function listed() {
  tongues();
  $('#set').replaceChildren(...items.map((one, n) => {
    const x = el('button', { type: 'button', className: 'plain', ariaLabel: w('remove', { title: one.title || one.slug }) }, '×');
    x.onclick = () => {
      const [gone] = items.splice(n, 1);
      basket = basket.filter(it => it !== gone);
      if (items[0]) { listed(); ($$('#set button')[n] || $$('#set button').pop()).focus(); } else { close(); q.focus(); }
      paint();
    };
    const staff = choice.lang && one.lang !== choice.lang ? w('only', { what: one.staff }) : one.staff;
    const small = one.why ? w('n-' + one.why + '-h') + '. ' + w('n-' + one.why) : [staff, one.form].filter(Boolean).join(' · ');
    return el('li', { className: one.why ? 'no' : '' }, el('div', {}, el('b', { lang: one.lang, textContent: one.title || '…' }), el('small', { textContent: small })), x);
  }));
  $('#big').replaceChildren(...items.filter(one => !one.why).slice(0, 4).map(first_page));
  paint();
}

function first_page(one) {
  if (!one.doc) return el('div', { className: 'leaf waits', textContent: w('looking') });
  const { src, width, height } = one.doc.pages[0];
  return el('img', { src, width, height, alt: one.title });
}

// What the page shows of all that
function paint() {
  const one = root.dataset.view === 'one', now = one ? lang() : null, n = copies * (one ? 1 : items.length);
  $('#n').textContent = copies; $('#count').textContent = basket.length; $('#bag').classList.toggle('has', Boolean(basket[0]));
  if (now) {
    $('#ti').textContent = now.title; $('#ti').lang = now.lang;
    const other = now.lang !== ui && info.title !== now.title ? [el('span', { lang: info.titled, textContent: info.title })] : [];
    $('#sub').replaceChildren(...other, state(now), el('span', { className: 'code', textContent: now.code }));
  }
  $$('.banner[data-state]').forEach(b => { b.hidden = !now || (b.dataset.state !== now.state && !(b.dataset.state === 'sample' && now.sample)); });
  $$('b[data-due]').forEach(b => { b.textContent = now?.due || ''; });
  $('#suc').textContent = now?.state === 'withdrawn' ? w(now.successor ? 'successor' : 'no-successor', { title: now.successorTitle }) : '';
  $('#qr').hidden = !now?.web;
  $('#pers').hidden = !form()?.box || now?.state === 'withdrawn';
  $$('#f-lang, #f-size, #f-layout, #f-pers').forEach(f => { f.disabled = busy(job) || working; });
  $('#ready').hidden = Boolean(job); $('.copies').hidden = $('.printer').hidden = $('#add').hidden = now?.state === 'withdrawn';
  $('#status').hidden = !job;
  if (job) status($('#status'), job);
  button(now, n);
  $('#add').disabled = !now || busy(job) || /refused|withdrawn/.test(now.state) || !form();
  $('#last').hidden = !last;
  const top = [...away].sort((a, b) => rank(a) - rank(b))[0];
  $('#chip').hidden = !top;
  if (top) { $('#chip').className = 'chip ' + kind(top); $('#chip').replaceChildren(icon(shape(top)), el('span', { textContent: w('j-' + what(top)) + (away[1] ? ' +' + (away.length - 1) : '') })); }
  printerLine();
}
function button(now, n) {
  const b = $('#print'), state_ = now?.state;
  let name = n > 1 ? 'print-n' : 'print', look_ = '', fill = { n };
  const spoken = now || (items[0] && items.every(one => one.lang === items[0].lang) ? items[0] : null);
  if (spoken?.staff && spoken.lang !== ui) { name += '-lang'; fill.language = ui === 'es' ? spoken.staff.toLocaleLowerCase('es') : spoken.staff; }
  if (state_ === 'refused' && !override) [name, look_] = ['print-anyway', 'anyway'];
  if (state_ === 'withdrawn') [name, look_] = ['print-new', 'new'];
  if (working || items.some(waits)) [name, look_] = ['print-wait', 'busy'];
  if (job) [name, look_] = busy(job) ? ['print-busy', 'busy'] : job.state === 'done' ? ['print-again', 'again'] : ['print', 'hold'];
  const off = look_ === 'busy' || Boolean(fault) || (state_ === 'withdrawn' && !now.successor) || items.some(one => one.why) || (!now && !items[0]) || !printer;
  b.className = 'print ' + look_ + (/-/.test(name) && name !== 'print-n' ? ' long' : '');
  b.setAttribute('aria-disabled', String(off && look_ !== 'again'));
  if (off && !/busy|again|hold/.test(look_)) b.classList.add('busy');
  $('#print-w').textContent = w(name, fill);
}
function barred() { // said before anybody presses Print
  const no = Boolean(machine()?.keeps) && Boolean(info) && named_() && !job;
  if (no && fault !== 'keeps') complain({ why: 'keeps' });
  if (!no && fault === 'keeps') { quiet(); paint(); }
}
function printerLine() {
  const one = machine();
  $('#p-name').textContent = one ? one.title : w('p-none');
  $('#p-state').textContent = one ? w('p-' + (one.fits ? one.state : 'paper')) : '';
  $('.printer').classList.toggle('trouble', Boolean(one) && (!one.fits || /unreachable|closed|unfit|needs/.test(one.state)));
}
async function look_at_printers() {
  const now = form();
  let answer;
  try { answer = await ask('/api/printers', { layout: choice.layout || '', paper: now?.paper || '' }); } catch { return; }
  printers = answer.printers;
  $('#unlogged').hidden = !answer.unlogged;
  if (!chosen || !machine()) printer = answer.first;
  printerLine(); plist();
}
function plist() {
  $('#plist').replaceChildren(...printers.map(one => {
    const trouble = !one.fits || /unreachable|closed|unfit|needs/.test(one.state);
    const b = el('button', { type: 'button', className: trouble ? 'trouble' : one.state, ariaPressed: String(one.name === printer) }, icon(trouble ? 'refused' : /ready|printing/.test(one.state) ? 'approved' : 'printing'), el('b', { textContent: one.title }), el('em', { textContent: w('p-' + (one.fits ? one.state : 'paper')) }), ...(one.papers ? [el('small', { textContent: one.papers })] : []));
    b.onclick = () => { printer = one.name; chosen = true; quiet(); $('#d-printers').close(); paint(); barred(); if (info && !busy(job) && doc?.want !== wish()) look(); };
    return el('li', {}, b);
  }));
}

// Print: sent once, and told as it is
const what = one => (one.state === 'paper' ? one.wants || 'other' : one.state === 'done' && one.files ? 'filed' : one.state);
const shape = one => ({ calling: 'sent', paper: 'overdue', done: 'approved', failed: 'refused', cancelled: 'withdrawn' }[one.state] || one.state);
const kind = one => (/calling|sent|printing/.test(one.state) ? one.state : 'is-' + one.state);
const rank = one => ['failed', 'unsure', 'paper', 'printing', 'calling', 'sent', 'done', 'cancelled'].indexOf(one.state);
function status(box, one, gone = false) {
  if (box.dataset.now === one.job + what(one) + one.nothing) return;
  box.dataset.now = one.job + what(one) + one.nothing;
  const title = printers.find(it => it.name === one.printer)?.title || one.printer, it = what(one);
  const part = /failed|unsure/.test(one.state) && one.printed;
  const text = w(one.state === 'failed' && one.nothing ? 't-nothing' : part && one.state === 'failed' ? 't-part' : 't-' + it, { printer: title, paper: one.paper, done: one.printed, count: one.count });
  const act = (name, does, look_ = 'plain', fill = {}) => { const b = el('button', { type: 'button', className: look_, textContent: w('b-' + name, fill) }); b.onclick = does; return b; };
  const other = printers.find(p => p.name !== one.printer && p.fits && /ready|printing/.test(p.state) && !p.files && !(p.keeps && named_()));
  const acts = {
    calling: () => [], sent: () => [], printing: () => [], cancelled: () => [act('back', rest)],
    paper: () => [act('cancel', () => cancel(one))],
    done: () => [...(basket[0] && info ? [act('basket', todo.basket, 'plain', { n: basket.length })] : []), act('next', todo.wipe, 'next')],
    unsure: () => [act('came', () => answer(one, true)), act('not', () => answer(one, false))],
    failed: () => [...(other ? [act('other', () => { printer = other.name; chosen = true; rest(); print(); }, one.nothing ? 'next' : 'plain', { printer: other.title })] : []), act('again', () => { rest(); print(); })],
  }[one.state]();
  if (gone) { acts.splice(0, /done|failed|cancelled/.test(one.state) ? acts.length : 0); if (!busy(one) && one.state !== 'unsure') acts.push(act('seen', () => { away = away.filter(x => x !== one); jobs(); paint(); if (!away[0]) $('#d-jobs').close(); })); }
  box.className = 'status ' + kind(one);
  const text_ = el('div', {}, el('h3', { textContent: w('j-' + it) }), el('p', { textContent: text }), ...(gone && one.at ? [el('small', { textContent: w('when', { time: one.at, n: one.copies }) })] : []), ...(one.state === 'printing' ? [el('span', { className: 'bar' })] : []));
  box.replaceChildren(icon(shape(one)), text_, ...(acts[0] ? [el('div', { className: 'acts' }, ...acts)] : []));
  say(w('j-' + it) + '. ' + text);
}
function unsaid() { $('#status').dataset.now = ''; $('#status').replaceChildren(); }
function jobs() { $('#jobs').replaceChildren(...away.map(one => { const box = el('section'); status(box, one, true); return box; })); }
async function print() {
  const now = lang();
  if (root.dataset.view === 'find' && cur && !wide.matches) { await open(cur, true); return; }
  if (working || busy(job) || /unsure|failed|cancelled/.test(job?.state)) return;
  if (job?.state === 'done') { rest(); return; }
  if (!info && !items[0]) { if (q.value.trim() && rows[0]) await open(rows[0], true); return; } // nothing is marked: look at it first
  if (now?.state === 'withdrawn') { if (now.successor) jump(now.successor); return; }
  if (now?.state === 'refused' && !override) { $('#why').reset(); $('#d-stop').showModal(); return; }
  if ($('#print').getAttribute('aria-disabled') === 'true') return;
  working = true; $('#print').focus(); paint();
  const mine = shown;
  try {
    const documents = info ? [(await document_()).document] : items.map(one => one.doc?.document).filter(Boolean);
    if (mine !== shown && info && !doc) return;
    if (info) draw(doc);
    if (!info && documents.length !== items.length) return;
    const body = { documents, copies, printer, key: crypto.randomUUID?.() || String(Math.random()) + Date.now(), initials: $('#who')?.value.trim() || '' };
    const paper = form()?.paper || '';
    let sent;
    try { sent = await ask('/api/print', body); } catch (error) { if (error.why !== 'offline') throw error; await pause(600); sent = await ask('/api/print', body); } // the same key: never twice
    job = { ...sent, document: documents[0], files: machine()?.files, copies, at: new Date().toLocaleTimeString(ui, { hour: '2-digit', minute: '2-digit' }), paper: paper.length < 3 ? paper.toUpperCase() : paper.replace(/^./, c => c.toUpperCase()) };
    last = info ? { slug: info.slug, ...choice } : last;
    follow(job);
  } catch (error) {
    if (error.why === 'gone') { doc = null; items.forEach(one => { one.doc = null; }); working = false; if (info) await look(); else await show(items, $('#ti').textContent); return; }
    complain(error);
  } finally { working = false; paint(); }
}
async function follow(one) {
  for (let wait = 150; busy(one); wait = Math.min(700, wait * 1.3)) {
    await pause(wait);
    try { change(one, await ask('/api/job/' + one.job)); } catch (error) { if (error.why === 'job') change(one, { state: 'unsure' }); else say(w('n-offline-h')); }
  }
}
function change(one, told) {
  const before = what(one);
  Object.assign(one, told);
  if (one === job && one.state === 'done' && before !== 'done') { blank(); if (info) look(); }
  if (one !== job && one.state === 'cancelled') away = away.filter(it => it !== one);
  if (one !== job && one.state === 'done') setTimeout(() => { away = away.filter(it => it !== one); paint(); }, 8000);
  if (one !== job && what(one) !== before) { say(w('j-' + what(one))); if ($('#d-jobs').open) jobs(); }
  paint();
}
async function cancel(one) { try { change(one, await ask('/api/cancel', { job: one.job })); } catch (error) { complain(error); } }
async function answer(one, came) { try { change(one, await ask('/api/answer', { job: one.job, came })); if ($('#d-jobs').open) jobs(); } catch (error) { complain(error); } }
function rest() { job = null; unsaid(); override = null; paint(); $('#print').focus(); look(); look_at_printers(); }
function away_with_job() { // what is not settled stays in sight, without a name and without a title
  if (job && !/done|cancelled/.test(job.state)) { delete job.document; away.push(job); }
  job = null; unsaid();
}
function blank() { PERSONAL.forEach(id => { $('#' + id).value = ''; }); delete $('#date').dataset.own; $('#pers').open = false; }
function forget() { // one patient's things never reach the next
  away_with_job();
  blank(); copies = 1; override = null; drop(); quiet();
}
function dated(it) { // the day comes with the first word, in the language of the page, and can be taken out
  if (it.id === 'date') it.dataset.own = 'yes';
  else if (!$('#date').dataset.own) $('#date').value = PERSONAL.some(id => id !== 'date' && $('#' + id).value) ? lang()?.day ?? '' : '';
}
async function jump(slug, want) {
  let row = rows.find(one => one.slug === slug);
  if (!row) { q.value = ''; await find(); row = rows.find(one => one.slug === slug); }
  if (row) await open(row, true, want);
}

const todo = {
  print, async jobs() { jobs(); $('#d-jobs').showModal(); },
  wipe() {
    kept = basket; basket = []; q.value = '';
    forget(); close(); find(); chosen = false; look_at_printers();
    $$('dialog[open]').forEach(d => d.close());
    $('#toast').hidden = false; $('#undo').hidden = !kept[0]; say(w('wiped'));
    clearTimeout(typing); setTimeout(() => { $('#toast').hidden = true; kept = []; }, 6000);
    q.focus();
  },
  undo() { basket = kept; kept = []; $('#toast').hidden = true; paint(); q.focus(); },
  add() {
    const now = lang(), it = form();
    if (root.dataset.view !== 'one' || !now || !it || busy(job) || /refused|withdrawn/.test(now.state) || basket.length > 11) return;
    basket.push({ slug: info.slug, lang: now.lang, layout: it.layout, size: it.size, title: now.title, staff: now.staff, form: it.title });
    paint(); say(w('added', { n: basket.length }));
  },
  async basket() { if (!basket[0]) return; if (info) forget(); mark(null); const list = show(basket, w('basket', { n: basket.length })); $('#ti').focus(); await list; },
  less() { copies = Math.max(1, copies - 1); paint(); }, more() { copies = Math.min(20, copies + 1); paint(); }, rack() { copies = 20; paint(); },
  printers() { plist(); $('#d-printers').showModal(); look_at_printers(); },
  back() { const row = cur; if (job) away_with_job(); forget(); close(); mark(row); q.focus(); }, clear() { q.value = ''; find(); q.focus(); },
  keys() { $('#d-keys').showModal(); },
  qr() { $('#qr-what').textContent = lang().title + ' · ' + lang().staff; $('#qr-img').src = '/qr/' + info.slug + '/' + choice.lang + '.svg'; $('#d-qr').showModal(); },
  last() { if (last) jump(last.slug, last); },
};

function move(step) {
  const row = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(cur) + step))];
  if (wide.matches) return open(row);
  if (row) { forget(); mark(row); }
  return null;
}
document.addEventListener('click', event => { const b = event.target.closest('[data-do]'); if (b) todo[b.dataset.do](); });
document.addEventListener('keydown', event => {
  if ($('dialog[open]') || event.isComposing) return;
  const key = (event.ctrlKey || event.metaKey ? 'C' : event.shiftKey ? 'S' : '') + event.key, typed = /INPUT|TEXTAREA/.test(event.target.tagName);
  const step = event.target === q && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) first().then(() => move(step));
  else if (key === 'Escape') todo.wipe();
  else if (key === 'CEnter') first().then(() => opening).then(print);
  else if (key === 'SEnter' && event.target.id !== 'note') todo.add();
  else if (key === 'Enter' && event.target === q) first().then(() => open(cur || rows[0], true));
  else if (key === '/' && !typed && $('#slash').checked) q.focus();
  else return;
  event.preventDefault();
});
let finding = Promise.resolve(), opening = Promise.resolve();
const first = () => finding; // what was typed is looked for before Enter counts
document.addEventListener('input', event => {
  const it = event.target;
  if (it === q) finding = find();
  else if (root.dataset.view === 'set' && it.name === 'lang') translate(it.value);
  else if (/^(lang|size|layout)$/.test(it.name)) { choice[it.name] = it.value; override = null; quiet(); if (it.name === 'lang') { page = 1; if (!$('#date').dataset.own && $('#date').value) $('#date').value = lang().day; } choose(); look(); look_at_printers(); } else if (PERSONAL.includes(it.id)) { clearTimeout(typing); quiet(); dated(it); barred(); typing = setTimeout(() => { if (info && !busy(job)) look(); }, 700); paint(); } else if (it.id === 'slash') localStorage.setItem('desk-slash', it.checked ? 'on' : 'off');
});
$('#pers').addEventListener('toggle', () => { if ($('#pers').open) $('#pers').scrollIntoView({ block: 'start' }); });
$('#d-stop').addEventListener('close', event => {
  if (event.target.returnValue === 'go') { override = { reason: $('[name=why]:checked').value, initials: $('#ini').value.trim() }; print(); } else $('#print').focus();
  event.target.returnValue = '';
});
$('#slash').checked = localStorage.getItem('desk-slash') !== 'off';
addEventListener('pagehide', blank);
finding = find(); look_at_printers(); const watching = setInterval(look_at_printers, 10000); paint(); q.focus();
