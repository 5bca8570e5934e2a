// The preview: the very document that prints.

import { changed } from './changes.js';
import { formChoice, offerChoices } from './choices.js';
import { chosenEdition, chosenForm, chosenPrinter } from './chosen.js';
import { complain, complainNoMore } from './complaints.js';
import { chosenDocument, isMadeAsWished } from './documents.js';
import { isNamed } from './personal.js';
import { ask, pause } from './server.js';
import { markLate, pageWithName, showPages, showWaiting, showWithdrawn } from './sheets.js';
import { state } from './state.js';
import { words } from './words.js';

// Show what is chosen, after a while in which another choice may come.
export async function preview(wait = 0) {
  const mine = ++state.shown;
  const edition = chosenEdition();
  changed();
  if (!state.leaflet || edition.state === 'withdrawn') {
    showWithdrawn();
    return;
  }
  if (!state.made) showWaiting(words('looking'));
  markLate(Boolean(state.made) && !isMadeAsWished());
  if (wait) await pause(wait);
  if (mine !== state.shown) return;
  try {
    const made = await chosenDocument();
    if (mine !== state.shown) return;
    showPages(made, pageWithName(made));
    warnOfKeeping();
  } catch (error) {
    if (!error.why) throw error;
    if (mine !== state.shown) return;
    showWaiting('');
    if (error.why === 'unfit' && await anotherForm(mine)) {
      await preview();
      return;
    }
    if (mine === state.shown) complain(error);
  }
}

// The first format does not fit: take the next that does.
async function anotherForm(mine) {
  for (let tries = 0; tries < 30 && mine === state.shown; tries++) {
    const before = formChoice();
    state.leaflet = await ask('/api/leaflet', { slug: state.leaflet.slug });
    offerChoices();
    if (chosenForm() && formChoice() !== before) return true;
    if (!chosenEdition().more) return false;
    await pause(700);
  }
  return false;
}

// A printer that keeps files gets no name: said before anybody presses Print.
export function warnOfKeeping() {
  const isBarred = Boolean(chosenPrinter()?.keeps) && Boolean(state.leaflet) && isNamed() && !state.job;
  if (isBarred && state.fault !== 'keeps') complain({ why: 'keeps' });
  if (!isBarred && state.fault === 'keeps') {
    complainNoMore();
    changed();
  }
}
