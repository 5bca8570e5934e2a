// What did not go well, said next to what it is about.

import { changed } from './changes.js';
import { query, say } from './dom.js';
import { state } from './state.js';
import { knownReason, words } from './words.js';

// Next to a field of the patient's box, or to Print.
export function complain(error) {
  if (!error.why) throw error;
  const why = knownReason(error.why);
  const heading = words(`n-${why}-h`);
  const advice = words(`n-${why}`, { letters: error.letters, codes: error.codes?.join(', ') }).replace(/:$/, '.');
  const isOfPatient = /no-room|no-box|letters/.test(why);
  state.fault = why;
  query('#pers-no').hidden = !isOfPatient;
  query('#pers-no').textContent = isOfPatient ? `${heading}. ${advice}` : '';
  if (isOfPatient) {
    query('#pers').open = true;
    query('#pers-no').scrollIntoView({ block: 'nearest' });
  }
  const waiting = query('.leaf.waits');
  if (waiting) waiting.textContent = `${heading}. ${advice}`;
  const box = query('#cannot');
  box.hidden = isOfPatient;
  query('h3', box).textContent = heading;
  query('p', box).textContent = advice;
  say(`${heading}. ${advice}`);
  changed();
}

export function complainNoMore() {
  state.fault = null;
  query('#cannot').hidden = true;
  query('#pers-no').hidden = true;
}
