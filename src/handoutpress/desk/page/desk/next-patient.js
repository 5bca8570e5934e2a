// The next patient: nothing of the last one is left on the page, and only the basket can be put back for a moment.

import { canBeGivenBack, clearBasket, forgetKept } from './basket.js';
import { query, queryAll, say, searchField } from './dom.js';
import { find } from './find.js';
import { backToList } from './list.js';
import { forgetPatient, typeNoMore } from './patient.js';
import { lookAtPrinters } from './printers.js';
import { state } from './state.js';
import { words } from './words.js';

const TIME_TO_UNDO = 6000;

export function nextPatient() {
  clearBasket();
  searchField.value = '';
  forgetPatient();
  backToList();
  find();
  state.printerPicked = false;
  lookAtPrinters();
  for (const dialog of queryAll('dialog[open]')) dialog.close();
  query('#toast').hidden = false;
  query('#undo').hidden = !canBeGivenBack();
  say(words('wiped'));
  typeNoMore();
  setTimeout(() => {
    query('#toast').hidden = true;
    forgetKept();
  }, TIME_TO_UNDO);
  searchField.focus();
}
