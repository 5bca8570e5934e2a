// The printers: how each stands, and which one prints.

import { changed } from './changes.js';
import { chosenForm, chosenPrinter } from './chosen.js';
import { complainNoMore } from './complaints.js';
import { isMadeAsWished } from './documents.js';
import { element, icon, query } from './dom.js';
import { isBusy } from './jobs.js';
import { preview, warnOfKeeping } from './preview.js';
import { ask } from './server.js';
import { state } from './state.js';
import { words } from './words.js';

const hasTrouble = printer => !printer.fits || /unreachable|closed|unfit|needs/.test(printer.state);
const condition = printer => words(`p-${printer.fits ? printer.state : 'paper'}`);

export async function lookAtPrinters() {
  const paper = chosenForm()?.paper || '';
  let answer;
  try {
    answer = await ask('/api/printers', { layout: state.choice.layout || '', paper });
  } catch {
    return;
  }
  state.printers = answer.printers;
  query('#unlogged').hidden = !answer.unlogged;
  if (!state.printerPicked || !chosenPrinter()) state.printerName = answer.first;
  paintPrinter();
  listPrinters();
}

export function paintPrinter() {
  const printer = chosenPrinter();
  query('#p-name').textContent = printer ? printer.title : words('p-none');
  query('#p-state').textContent = printer ? condition(printer) : '';
  query('.printer').classList.toggle('trouble', Boolean(printer) && hasTrouble(printer));
}

function listPrinters() {
  query('#plist').replaceChildren(...state.printers.map(printer => element('li', {}, printerButton(printer))));
}

function printerButton(printer) {
  const isPressed = printer.name === state.printerName;
  const button = element(
    'button',
    { type: 'button', className: hasTrouble(printer) ? 'trouble' : printer.state, ariaPressed: String(isPressed) },
    icon(iconOf(printer)),
    element('b', { textContent: printer.title }),
    element('em', { textContent: condition(printer) }),
    ...(printer.papers ? [element('small', { textContent: printer.papers })] : []),
  );
  button.onclick = () => pickHere(printer);
  return button;
}

function iconOf(printer) {
  if (hasTrouble(printer)) return 'refused';
  return /ready|printing/.test(printer.state) ? 'approved' : 'printing';
}

function pickHere(printer) {
  pickPrinter(printer);
  complainNoMore();
  query('#d-printers').close();
  changed();
  warnOfKeeping();
  if (state.leaflet && !isBusy(state.job) && !isMadeAsWished()) preview();
}

export function pickPrinter(printer) {
  state.printerName = printer.name;
  state.printerPicked = true;
}

export function showPrinters() {
  listPrinters();
  query('#d-printers').showModal();
  lookAtPrinters();
}
