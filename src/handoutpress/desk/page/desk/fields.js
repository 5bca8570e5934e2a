// The fields of the page: what follows when somebody types into one, or chooses another thing.

import { offerChoices } from './choices.js';
import { complainNoMore } from './complaints.js';
import { query, root, searchField } from './dom.js';
import { findWhatIsTyped } from './find.js';
import { typeOfPatient } from './patient.js';
import { isPersonal, translateDay } from './personal.js';
import { preview } from './preview.js';
import { lookAtPrinters } from './printers.js';
import { takeReason } from './printing.js';
import { translateSet } from './set.js';
import { state } from './state.js';

// How this browser remembers whether the key / searches: the only thing that is kept, and of no patient.
const SLASH = 'desk-slash';

export function listenToFields() {
  const slash = query('#slash');
  const box = query('#pers');
  document.addEventListener('input', event => respondTo(event.target));
  box.addEventListener('toggle', () => {
    if (box.open) box.scrollIntoView({ block: 'start' });
  });
  query('#d-stop').addEventListener('close', event => takeReason(event.target));
  slash.checked = localStorage.getItem(SLASH) !== 'off';
}

function respondTo(input) {
  if (input === searchField) findWhatIsTyped();
  else if (root.dataset.view === 'set' && input.name === 'lang') translateSet(input.value);
  else if (/^(lang|size|layout)$/.test(input.name)) choose(input);
  else if (isPersonal(input)) typeOfPatient(input);
  else if (input.id === 'slash') localStorage.setItem(SLASH, input.checked ? 'on' : 'off');
}

function choose({ name, value }) {
  state.choice[name] = value;
  state.override = null;
  complainNoMore();
  if (name === 'lang') {
    state.pageNumber = 1;
    translateDay();
  }
  offerChoices();
  preview();
  lookAtPrinters();
}
