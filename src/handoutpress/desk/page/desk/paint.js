// What the page shows of the state: painted whole at every change, so that no part of it lags behind.

import { chosenEdition, chosenForm } from './chosen.js';
import { element, query, queryAll, root, uiLanguage } from './dom.js';
import { isBusy } from './jobs.js';
import { codeMark, reviewMark } from './list.js';
import { paintPrinter } from './printers.js';
import { isAwaited } from './set.js';
import { state } from './state.js';
import { paintChip, paintJob } from './status.js';
import { inSentence, words } from './words.js';

export function paint() {
  const isOne = root.dataset.view === 'one';
  const edition = isOne ? chosenEdition() : null;
  paintBasket();
  if (edition) paintTitle(edition);
  paintReview(edition);
  paintFields(edition);
  paintJob();
  paintPrint(edition, state.copies * (isOne ? 1 : state.set.length));
  query('#last').hidden = !state.last;
  paintChip();
  paintPrinter();
}

function paintBasket() {
  query('#n').textContent = state.copies;
  query('#count').textContent = state.basket.length;
  query('#bag').classList.toggle('has', Boolean(state.basket[0]));
}

// Under a title in the patient's language stands the one that the staff know it by.
function paintTitle(edition) {
  const { title, titled } = state.leaflet;
  const isForeign = edition.lang !== uiLanguage && title !== edition.title;
  query('#ti').textContent = edition.title;
  query('#ti').lang = edition.lang;
  query('#sub').replaceChildren(
    ...(isForeign ? [element('span', { lang: titled, textContent: title })] : []),
    reviewMark(edition),
    codeMark(edition),
  );
}

function paintReview(edition) {
  for (const banner of queryAll('.banner[data-state]')) {
    const kind = banner.dataset.state;
    banner.hidden = !edition || (kind !== edition.state && !(kind === 'sample' && edition.sample));
  }
  for (const day of queryAll('b[data-due]')) day.textContent = edition?.due || '';
  query('#suc').textContent = edition?.state === 'withdrawn'
    ? words(edition.successor ? 'successor' : 'no-successor', { title: edition.successorTitle })
    : '';
}

function paintFields(edition) {
  const isWithdrawn = edition?.state === 'withdrawn';
  query('#qr').hidden = !edition?.web;
  query('#pers').hidden = !chosenForm()?.box || isWithdrawn;
  for (const fieldset of queryAll('#f-lang, #f-size, #f-layout, #f-pers')) {
    fieldset.disabled = isBusy(state.job) || state.working;
  }
  query('#ready').hidden = Boolean(state.job);
  for (const part of queryAll('.copies, .printer, #add')) part.hidden = isWithdrawn;
  query('#add').disabled = !edition || isBusy(state.job) || /refused|withdrawn/.test(edition.state) || !chosenForm();
}

function paintPrint(edition, number) {
  const button = query('#print');
  const { name, look, fill } = printWords(edition, number);
  const isOff = look === 'busy' || cannotPrint(edition);
  const isLong = name.includes('-') && name !== 'print-n';
  button.className = `print ${look}${isLong ? ' long' : ''}`;
  button.setAttribute('aria-disabled', String(isOff && look !== 'again'));
  if (isOff && !/busy|again|hold/.test(look)) button.classList.add('busy');
  query('#print-w').textContent = words(name, fill);
}

// What the button says and how it looks; what comes first here outweighs what comes after.
function printWords(edition, number) {
  const { job, set } = state;
  if (job) {
    if (isBusy(job)) return { name: 'print-busy', look: 'busy' };
    return job.state === 'done' ? { name: 'print-again', look: 'again' } : { name: 'print', look: 'hold' };
  }
  if (state.working || set.some(isAwaited)) return { name: 'print-wait', look: 'busy' };
  if (edition?.state === 'withdrawn') return { name: 'print-new', look: 'new' };
  if (edition?.state === 'refused' && !state.override) return { name: 'print-anyway', look: 'anyway' };
  const name = number > 1 ? 'print-n' : 'print';
  const spoken = edition || (set.every(one => one.lang === set[0].lang) ? set[0] : null);
  if (!spoken?.staff || spoken.lang === uiLanguage) return { name, look: '', fill: { n: number } };
  return { name: `${name}-lang`, look: '', fill: { n: number, language: inSentence(spoken.staff) } };
}

function cannotPrint(edition) {
  const leadsNowhere = edition?.state === 'withdrawn' && !edition.successor;
  const isNothing = !edition && !state.set[0];
  return Boolean(state.fault) || leadsNowhere || state.set.some(one => one.why) || isNothing || !state.printerName;
}
