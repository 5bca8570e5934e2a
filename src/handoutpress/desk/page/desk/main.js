// The front desk begins here: what the buttons do, and what happens when the page is opened.
// Everything about a patient lives in this page and goes with Esc.

import { addToBasket, giveBack, showBasket } from './basket.js';
import { changed, onChange } from './changes.js';
import { chosenEdition } from './chosen.js';
import { query, searchField } from './dom.js';
import { listenToFields } from './fields.js';
import { find, findWhatIsTyped, jumpTo } from './find.js';
import { listenToKeys } from './keys.js';
import { backToList, mark } from './list.js';
import { nextPatient } from './next-patient.js';
import { paint } from './paint.js';
import { forgetPatient } from './patient.js';
import { emptyFields } from './personal.js';
import { lookAtPrinters, showPrinters } from './printers.js';
import { print } from './printing.js';
import { whenOutOfDate } from './server.js';
import { state } from './state.js';
import { paintJobsAway } from './status.js';

const MOST_COPIES = 20;
const LOOK_AT_PRINTERS = 10000;

// By the names that the buttons in desk.html have in `data-do`.
const ACTS = {
  add: addToBasket,
  back: backWithMark,
  basket: showBasket,
  clear: findAll,
  jobs: showJobsAway,
  keys: () => query('#d-keys').showModal(),
  last: showLast,
  less: () => setCopies(Math.max(1, state.copies - 1)),
  more: () => setCopies(Math.min(MOST_COPIES, state.copies + 1)),
  print,
  printers: showPrinters,
  qr: showCode,
  rack: () => setCopies(MOST_COPIES),
  undo: giveBack,
  wipe: nextPatient,
};

// The row stays marked, as the place to go on from.
function backWithMark() {
  const row = state.marked;
  forgetPatient();
  backToList();
  mark(row);
  searchField.focus();
}

function findAll() {
  searchField.value = '';
  find();
  searchField.focus();
}

function showJobsAway() {
  changed('jobs');
  query('#d-jobs').showModal();
}

function showLast() {
  if (state.last) jumpTo(state.last.slug, state.last);
}

function setCopies(number) {
  state.copies = number;
  changed();
}

function showCode() {
  const { title, staff } = chosenEdition();
  query('#qr-what').textContent = `${title} · ${staff}`;
  query('#qr-img').src = `/qr/${state.leaflet.slug}/${state.choice.lang}.svg`;
  query('#d-qr').showModal();
}

onChange('page', paint);
onChange('jobs', paintJobsAway);
document.addEventListener('click', event => {
  const button = event.target.closest('[data-do]');
  if (button) ACTS[button.dataset.do]();
});
listenToKeys();
listenToFields();
addEventListener('pagehide', emptyFields);
findWhatIsTyped();
lookAtPrinters();
const watching = setInterval(lookAtPrinters, LOOK_AT_PRINTERS);
whenOutOfDate(() => clearInterval(watching));
paint();
searchField.focus();
