// The basket: what is put there for one patient, shown as a set, and given back when it was cleared by mistake.

import { changed } from './changes.js';
import { chosenEdition, chosenForm } from './chosen.js';
import { query, root, say, searchField } from './dom.js';
import { isBusy } from './jobs.js';
import { mark } from './list.js';
import { forgetPatient } from './patient.js';
import { showSet } from './set.js';
import { state } from './state.js';
import { words } from './words.js';

const MOST = 12;

let kept = [];

export function addToBasket() {
  const edition = chosenEdition();
  const form = chosenForm();
  if (root.dataset.view !== 'one' || !edition || !form || isBusy(state.job)) return;
  if (/refused|withdrawn/.test(edition.state) || state.basket.length >= MOST) return;
  const { lang, title, staff } = edition;
  const { layout, size } = form;
  state.basket.push({ slug: state.leaflet.slug, lang, layout, size, title, staff, form: form.title });
  changed();
  say(words('added', { n: state.basket.length }));
}

export async function showBasket() {
  if (!state.basket[0]) return;
  if (state.leaflet) forgetPatient();
  mark(null);
  const isShown = showSet(state.basket, words('basket', { n: state.basket.length }));
  query('#ti').focus();
  await isShown;
}

export function clearBasket() {
  kept = state.basket;
  state.basket = [];
}

export const canBeGivenBack = () => Boolean(kept[0]);

export function giveBack() {
  state.basket = kept;
  forgetKept();
  query('#toast').hidden = true;
  changed();
  searchField.focus();
}

export function forgetKept() {
  kept = [];
}
