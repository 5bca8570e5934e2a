// The patient: one patient's things never reach the next.

import { changed } from './changes.js';
import { complainNoMore } from './complaints.js';
import { dropDocuments } from './documents.js';
import { isBusy, setJobAside } from './jobs.js';
import { emptyFields, fillInDay } from './personal.js';
import { preview, warnOfKeeping } from './preview.js';
import { state } from './state.js';

// As long as somebody types, no page is made of it.
const TYPING = 700;

let typing = 0;

export function typeOfPatient(input) {
  clearTimeout(typing);
  complainNoMore();
  fillInDay(input);
  warnOfKeeping();
  typing = setTimeout(() => {
    if (state.leaflet && !isBusy(state.job)) preview();
  }, TYPING);
  changed();
}

export function typeNoMore() {
  clearTimeout(typing);
}

export function forgetPatient() {
  setJobAside();
  emptyFields();
  state.copies = 1;
  state.override = null;
  dropDocuments();
  complainNoMore();
}
