// What is chosen at the moment, looked up in what the server told.

import { state } from './state.js';

// The leaflet in its language.
export function chosenEdition() {
  return state.leaflet?.languages.find(edition => edition.lang === state.choice.lang);
}

// The print size and the format of it; there may be none, as not every leaflet fits into each.
export function chosenForm() {
  const { size, layout } = state.choice;
  return chosenEdition()?.forms.find(form => form.size === size && form.layout === layout);
}

export function chosenPrinter() {
  return state.printers.find(printer => printer.name === state.printerName);
}

export const printsGreyOnly = () => Boolean(chosenPrinter()?.mono);
