// How a job stands, in words, with what can be done about it; and those of patients who have gone.

import { showBasket } from './basket.js';
import { element, icon, query, say } from './dom.js';
import { answer, backToPrint, cancel, settle } from './following.js';
import { classOf, iconOf, situation, urgency } from './jobs.js';
import { nextPatient } from './next-patient.js';
import { isNamed } from './personal.js';
import { pickPrinter } from './printers.js';
import { print } from './printing.js';
import { state } from './state.js';
import { words } from './words.js';

const ACTS = {
  calling: () => [],
  sent: () => [],
  printing: () => [],
  cancelled: () => [act('back', backToPrint)],
  paper: job => [act('cancel', () => cancel(job))],
  done: () => [...toBasket(), act('next', nextPatient, { className: 'next' })],
  unsure: job => [act('came', () => answer(job, true)), act('not', () => answer(job, false))],
  failed: job => [...elsewhere(job), act('again', printAgain), act('back', backToPrint)],
};

function act(name, does, { className = 'plain', ...fill } = {}) {
  const button = element('button', { type: 'button', className, textContent: words(`b-${name}`, fill) });
  button.onclick = does;
  return button;
}

function toBasket() {
  const { basket, leaflet } = state;
  return basket[0] && leaflet ? [act('basket', showBasket, { n: basket.length })] : [];
}

// Another printer that puts it on paper now, and may have the name that is on it.
function elsewhere(job) {
  const other = state.printers.find(printer => (
    printer.name !== job.printer && printer.fits && /ready|printing/.test(printer.state)
    && !printer.files && !printer.opens && !(printer.keeps && isNamed())
  ));
  if (!other) return [];
  const className = job.nothing ? 'next' : 'plain';
  const printThere = () => {
    pickPrinter(other);
    printAgain();
  };
  return [act('other', printThere, { className, printer: other.title })];
}

function printAgain() {
  backToPrint();
  print();
}

export function paintJob() {
  query('#status').hidden = !state.job;
  if (state.job) paintStatus(query('#status'), state.job);
}

export function paintJobsAway() {
  query('#jobs').replaceChildren(...state.away.map(job => {
    const box = element('section');
    paintStatus(box, job, true);
    return box;
  }));
}

// A box that tells this already is left alone, with the focus in it, and nothing is said twice.
function paintStatus(box, job, isAway = false) {
  const now = `${job.job}${situation(job)}${job.nothing}`;
  if (box.dataset.now === now) return;
  box.dataset.now = now;
  const heading = words(`j-${situation(job)}`);
  const text = wordsFor(job);
  const acts = actsFor(job, isAway);
  box.className = `status ${classOf(job)}`;
  box.replaceChildren(
    icon(iconOf(job)),
    element(
      'div',
      {},
      element('h3', { textContent: heading }),
      element('p', { textContent: text }),
      ...(isAway && job.at ? [element('small', { textContent: words('when', { time: job.at, n: job.copies }) })] : []),
      ...(job.state === 'printing' ? [element('span', { className: 'bar' })] : []),
    ),
    ...(acts[0] ? [element('div', { className: 'acts' }, ...acts)] : []),
  );
  say(`${heading}. ${text}`);
}

function wordsFor(job) {
  const printer = state.printers.find(one => one.name === job.printer)?.title || job.printer;
  return words(`t-${outcome(job)}`, { printer, paper: job.paper, done: job.printed, count: job.count });
}

// What failed may have come out in part, or not at all.
function outcome(job) {
  if (job.state === 'failed' && job.nothing) return 'nothing';
  if (job.state === 'failed' && job.printed) return 'part';
  return situation(job);
}

// What has ended for a patient who has gone can only be taken note of.
function actsFor(job, isAway) {
  if (isAway && /done|failed|cancelled/.test(job.state)) return [act('seen', () => settle(job))];
  return ACTS[job.state](job);
}

// The one that most needs somebody, and how many more there are.
export function paintChip() {
  const [first] = [...state.away].sort((one, other) => urgency(one) - urgency(other));
  const chip = query('#chip');
  chip.hidden = !first;
  if (!first) return;
  const more = state.away[1] ? ` +${state.away.length - 1}` : '';
  chip.className = `chip ${classOf(first)}`;
  chip.replaceChildren(icon(iconOf(first)), element('span', { textContent: words(`j-${situation(first)}`) + more }));
}
