// The states of a print job, and where a job goes when its patient leaves.

import { query } from './dom.js';
import { state } from './state.js';

const BY_URGENCY = ['failed', 'unsure', 'paper', 'printing', 'calling', 'sent', 'done', 'cancelled'];
const ICONS = { calling: 'sent', paper: 'overdue', done: 'approved', failed: 'refused', cancelled: 'withdrawn' };

// As long as it is out, nobody can change what it prints or print again.
export const isBusy = job => Boolean(job) && /calling|sent|printing|paper/.test(job.state);

// The name of the words for its state: a printer may want more than paper, one that keeps files prints nothing, and of
// a PDF that was opened nobody knows more.
export function situation(job) {
  if (job.state === 'paper') return job.wants || 'other';
  if (job.state === 'done' && job.files) return 'filed';
  if (job.state === 'unsure' && job.opens) return 'opened';
  return job.state;
}

export const iconOf = job => ICONS[job.state] || job.state;

export const classOf = job => (/calling|sent|printing/.test(job.state) ? job.state : `is-${job.state}`);

export const urgency = job => BY_URGENCY.indexOf(job.state);

// What is not settled stays in sight, without a name and without a title.
export function setJobAside() {
  if (state.job && !/done|cancelled/.test(state.job.state)) {
    delete state.job.document;
    state.away.push(state.job);
  }
  endJob();
}

export function endJob() {
  state.job = null;
  const box = query('#status');
  box.dataset.now = '';
  box.replaceChildren();
}
