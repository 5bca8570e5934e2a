// A job that is out: followed until it ends, cancelled, or settled by somebody who looked.

import { changed } from './changes.js';
import { complain } from './complaints.js';
import { query, say } from './dom.js';
import { endJob, isBusy, situation } from './jobs.js';
import { emptyFields } from './personal.js';
import { preview } from './preview.js';
import { lookAtPrinters } from './printers.js';
import { ask, pause } from './server.js';
import { state } from './state.js';
import { words } from './words.js';

// A job of a patient who has gone is in sight for so long after it is done.
const DONE_IN_SIGHT = 8000;

export async function follow(job) {
  for (let wait = 150; isBusy(job); wait = Math.min(700, wait * 1.3)) {
    await pause(wait);
    try {
      update(job, await ask(`/api/job/${job.job}`));
    } catch (error) {
      if (error.why === 'job') update(job, { state: 'unsure' });
      else say(words('n-offline-h'));
    }
  }
}

export async function cancel(job) {
  try {
    update(job, await ask('/api/cancel', { job: job.job }));
  } catch (error) {
    complain(error);
  }
}

// Somebody looked, and it came out, or not.
export async function answer(job, came) {
  try {
    update(job, await ask('/api/answer', { job: job.job, came }));
    changedInDialog();
  } catch (error) {
    complain(error);
  }
}

function update(job, told) {
  const before = situation(job);
  Object.assign(job, told);
  if (job === state.job) updateOwn(job, before);
  else updateAway(job, before);
  changed();
}

// What is printed is forgotten, and the page is shown as it is without a name.
function updateOwn(job, before) {
  if (job.state !== 'done' || before === 'done') return;
  emptyFields();
  if (state.leaflet) preview();
}

function updateAway(job, before) {
  if (job.state === 'cancelled') takeAway(job);
  if (job.state === 'done') {
    setTimeout(() => {
      takeAway(job);
      changed();
    }, DONE_IN_SIGHT);
  }
  if (situation(job) !== before) {
    say(words(`j-${situation(job)}`));
    changedInDialog();
  }
}

function takeAway(job) {
  state.away = state.away.filter(one => one !== job);
}

function changedInDialog() {
  if (query('#d-jobs').open) changed('jobs');
}

// Somebody has seen how it ended.
export function settle(job) {
  takeAway(job);
  changed('jobs');
  changed();
  if (!state.away[0]) query('#d-jobs').close();
}

// Back to what is on show, ready to be printed again.
export function backToPrint() {
  endJob();
  state.override = null;
  changed();
  query('#print').focus();
  if (state.leaflet) preview(); // the pages of a set stay where they are
  lookAtPrinters();
}
