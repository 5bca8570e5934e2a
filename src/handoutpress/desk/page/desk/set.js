// A set of leaflets on show, which is the basket or a pack: how it is fetched, and which language it is in.

import { changed } from './changes.js';
import { offerLanguages } from './choices.js';
import { complainNoMore } from './complaints.js';
import { documentInSet, dropDocuments } from './documents.js';
import { element, query, queryAll, searchField, showView } from './dom.js';
import { backToList } from './list.js';
import { ask, refusal } from './server.js';
import { state } from './state.js';
import { knownReason, theOnly, words } from './words.js';

const SHOWN_LARGE = 4;

export const isAwaited = one => !one.made && !one.why;

export async function showSet(set, title) {
  state.opening = fetchSet(set, title); // what is printed waits for it
  await state.opening;
}

async function fetchSet(set, title) {
  const mine = ++state.shown;
  state.opened++;
  dropDocuments();
  state.leaflet = null;
  state.set = set;
  complainNoMore();
  showView('set');
  query('#ti').textContent = title;
  query('#sub').replaceChildren();
  paintSet();
  for (const one of state.set) {
    try {
      await lookUp(one);
      if (mine !== state.shown) return;
      one.made ||= await documentInSet(one);
      one.why = '';
    } catch (error) {
      one.why = knownReason(error.why);
    }
    if (mine !== state.shown) return;
    paintSet();
  }
}

// What the server tells of it: where the language or the form that was wished is not there, the first one that is.
async function lookUp(one) {
  const { languages } = await ask('/api/leaflet', { slug: one.slug });
  const edition = languages.find(it => it.lang === one.lang) || languages[0];
  const form = edition.forms.find(it => it.layout === one.layout && it.size === one.size) || edition.forms[0];
  Object.assign(one, {
    languages,
    lang: edition.lang,
    title: edition.title,
    staff: edition.staff,
    state: edition.state,
    layout: form?.layout,
    size: form?.size,
    form: form?.title,
  });
  if (/refused|withdrawn/.test(edition.state)) throw refusal({ why: edition.state });
  if (!form) throw refusal({ why: 'unfit' });
}

// Every leaflet of the set that there is in this language.
export function translateSet(lang) {
  state.choice = { lang };
  for (const one of state.set) {
    if (one.languages?.some(edition => edition.lang === lang)) one.lang = lang;
  }
  showSet(state.set, query('#ti').textContent);
}

function paintSet() {
  offerSetLanguages();
  query('#set').replaceChildren(...state.set.map(line));
  query('#big').replaceChildren(...state.set.filter(one => !one.why).slice(0, SHOWN_LARGE).map(firstPage));
  changed();
}

// The languages of a set: those that at least one of it has.
function offerSetLanguages() {
  const { set, choice } = state;
  const editions = set.flatMap(one => one.languages || []).filter(edition => edition.state !== 'withdrawn');
  const languages = new Map(editions.map(edition => [edition.lang, edition]));
  state.choice = { lang: set.every(one => one.lang === set[0]?.lang) ? set[0]?.lang : choice.lang };
  offerLanguages(languages.size > 1 ? [...languages.values()] : []);
}

function line(one, at) {
  const { choice } = state;
  const language = choice.lang && one.lang !== choice.lang ? theOnly(one.staff) : one.staff;
  const small = one.why
    ? `${words(`n-${one.why}-h`)}. ${words(`n-${one.why}`)}`
    : [language, one.form].filter(Boolean).join(' · ');
  const text = element(
    'div',
    {},
    element('b', { lang: one.lang, textContent: one.title || '…' }),
    element('small', { textContent: small }),
  );
  return element('li', { className: one.why ? 'no' : '' }, text, removeButton(one, at));
}

function removeButton(one, at) {
  const ariaLabel = words('remove', { title: one.title || one.slug });
  const button = element('button', { type: 'button', className: 'plain', ariaLabel }, '×');
  button.onclick = () => remove(at);
  return button;
}

function remove(at) {
  const [gone] = state.set.splice(at, 1);
  state.basket = state.basket.filter(one => one !== gone);
  if (state.set[0]) {
    paintSet();
    const buttons = queryAll('#set button');
    (buttons[at] || buttons.at(-1)).focus();
  } else {
    backToList();
    searchField.focus();
  }
  changed();
}

function firstPage(one) {
  if (!one.made) return element('div', { className: 'leaf waits', textContent: words('looking') });
  const { src, width, height } = one.made.pages[0];
  return element('img', { src, width, height, alt: one.title });
}
