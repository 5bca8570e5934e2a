// The patient's own box: what stands in its fields, and how they become empty.

import { chosenEdition } from './chosen.js';
import { query } from './dom.js';

const NAMES = ['name', 'note', 'clinician', 'date'];

const field = name => query(`#${name}`);

export const isPersonal = input => NAMES.includes(input.id);

export const personal = () => Object.fromEntries(NAMES.map(name => [name, field(name).value]));

// A printer that keeps files gets no name.
export function isNamed() {
  return !query('#pers').hidden && Object.values(personal()).some(text => text.trim());
}

export function emptyFields() {
  for (const name of NAMES) field(name).value = '';
  delete field('date').dataset.own;
  query('#pers').open = false;
}

// The day comes with the first word, in the language of the page, and can be taken out.
export function fillInDay(typedIn) {
  const date = field('date');
  if (typedIn === date) {
    date.dataset.own = 'yes';
  } else if (!date.dataset.own) {
    const isFilled = NAMES.some(name => name !== 'date' && field(name).value);
    date.value = isFilled ? chosenEdition()?.day ?? '' : '';
  }
}

// The day follows the language, unless somebody wrote it.
export function translateDay() {
  const date = field('date');
  if (!date.dataset.own && date.value) date.value = chosenEdition().day;
}
