// Print: sent once, and told as it is.

import { changed } from './changes.js';
import { chosenEdition, chosenForm, chosenPrinter } from './chosen.js';
import { complain } from './complaints.js';
import { chosenDocument, forgetMade } from './documents.js';
import { query, root, searchField, uiLanguage, wide } from './dom.js';
import { jumpTo } from './find.js';
import { backToPrint, follow } from './following.js';
import { isBusy } from './jobs.js';
import { openRow } from './leaflet.js';
import { preview } from './preview.js';
import { ask, pause } from './server.js';
import { showSet } from './set.js';
import { showPages } from './sheets.js';
import { state } from './state.js';

export async function print() {
  const instead = insteadOfPrinting();
  if (instead) {
    await instead();
    return;
  }
  state.working = true;
  query('#print').focus();
  changed();
  try {
    await send(state.shown);
  } catch (error) {
    if (error.why === 'gone') await makeAnew();
    else complain(error);
  } finally {
    state.working = false;
    changed();
  }
}

// What the button does when it does not print; nothing is awaited before `working` is set, or it might print twice.
function insteadOfPrinting() {
  const { job, leaflet } = state;
  const edition = chosenEdition();
  if (root.dataset.view === 'find' && state.marked && !wide.matches) return () => openRow(state.marked, true);
  if (state.working || isBusy(job) || /unsure|failed|cancelled/.test(job?.state)) return doNothing;
  if (job?.state === 'done') return backToPrint;
  if (!leaflet && !state.set[0]) return lookFirst;
  if (edition?.state === 'withdrawn') return edition.successor ? () => jumpTo(edition.successor) : doNothing;
  if (edition?.state === 'refused' && !state.override) return askWhy;
  if (query('#print').getAttribute('aria-disabled') === 'true') return doNothing;
  return null;
}

function doNothing() {}

// Nothing is marked: look at it first.
async function lookFirst() {
  if (searchField.value.trim() && state.rows[0]) await openRow(state.rows[0], true);
}

function askWhy() {
  query('#why').reset();
  query('#d-stop').showModal();
}

// A leaflet that is not to be used is printed with a reason and initials, or not at all.
export function takeReason(dialog) {
  if (dialog.returnValue === 'go') {
    state.override = { reason: query('[name=why]:checked').value, initials: query('#ini').value.trim() };
    print();
  } else {
    query('#print').focus();
  }
  dialog.returnValue = '';
}

async function send(mine) {
  const documents = await documentsOnShow();
  if (mine !== state.shown && state.leaflet && !state.made) return;
  if (state.leaflet) showPages(state.made);
  if (!state.leaflet && documents.length !== state.set.length) return;
  const paper = paperInWords();
  const sent = await sendOnce({
    documents,
    copies: state.copies,
    printer: state.printerName,
    key: newKey(),
    initials: query('#who')?.value.trim() || '',
  });
  state.job = {
    ...sent,
    document: documents[0],
    files: chosenPrinter()?.files,
    opens: chosenPrinter()?.opens,
    copies: state.copies,
    at: timeInWords(),
    paper,
  };
  if (state.job.opens) documents.forEach(name => window.open(`/document/${name}.pdf`, '_blank', 'noopener'));
  if (state.leaflet) state.last = { slug: state.leaflet.slug, ...state.choice };
  follow(state.job);
}

async function documentsOnShow() {
  if (state.leaflet) return [(await chosenDocument()).document];
  return state.set.filter(one => one.made).map(one => one.made.document);
}

// Asked again with the same key, the server prints it once.
async function sendOnce(body) {
  try {
    return await ask('/api/print', body);
  } catch (error) {
    if (error.why !== 'offline') throw error;
    await pause(600);
    return ask('/api/print', body);
  }
}

// Browsers have no `randomUUID` for a page that comes over the network without TLS.
const newKey = () => crypto.randomUUID?.() || String(Math.random()) + Date.now();

const timeInWords = () => new Date().toLocaleTimeString(uiLanguage, { hour: '2-digit', minute: '2-digit' });

// A4, or Letter.
function paperInWords() {
  const paper = chosenForm()?.paper || '';
  if (paper.length < 3) return paper.toUpperCase();
  return paper.replace(/^./, first => first.toUpperCase());
}

// The server holds documents for minutes only; somebody has to look at the new ones before they print.
async function makeAnew() {
  forgetMade();
  state.working = false;
  if (state.leaflet) await preview();
  else await showSet(state.set, query('#ti').textContent);
}
