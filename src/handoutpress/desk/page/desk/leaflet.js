// Opening a row of the list: a leaflet with its choices and its preview, or a pack.

import { changed } from './changes.js';
import { formChoice, offerChoices } from './choices.js';
import { complain, complainNoMore } from './complaints.js';
import { query, showView, wide } from './dom.js';
import { isBusy } from './jobs.js';
import { mark } from './list.js';
import { forgetPatient } from './patient.js';
import { preview } from './preview.js';
import { ask, pause } from './server.js';
import { showSet } from './set.js';
import { state } from './state.js';

// A step through the list waits so long before a page is made: the next one may come at once.
const STEPPING = 120;

// `isChosen`: somebody did more than step past it; `want` is the edition and the form to open it with.
export async function openRow(row, isChosen = false, want = {}) {
  if (!row) return;
  if (state.marked && row.key !== state.marked.key) forgetPatient();
  query('#toast').hidden = true;
  mark(row);
  if (row.pack) await openPack(row, isChosen);
  else await openLeaflet(row, isChosen, want);
}

async function openPack(row, isChosen) {
  await showSet(row.items.map(one => ({ ...one })), row.title);
  if (isChosen) query('#ti').focus();
}

async function openLeaflet(row, isChosen, want) {
  const mine = ++state.opened;
  state.shown++;
  if (isChosen) showView('one');
  let found;
  let arrived;
  // What is printed waits for what is chosen.
  state.opening = new Promise(done => {
    arrived = done;
  });
  try {
    found = await ask('/api/leaflet', { slug: row.slug });
  } catch (error) {
    if (mine === state.opened) {
      showView('one');
      complain(error);
    }
    return;
  } finally {
    setTimeout(arrived);
  }
  if (mine !== state.opened) return;
  showLeaflet(found, { lang: want.lang || row.lang, size: want.size || 'standard', layout: want.layout || '' });
  if (isChosen) query('#ti').focus();
  awaitOthers(mine);
  await preview(want.lang ? 0 : STEPPING);
}

function showLeaflet(leaflet, choice) {
  complainNoMore();
  state.leaflet = leaflet;
  state.set = [];
  showView('one');
  query('#opts').scrollTop = 0;
  if (!wide.matches) scrollTo(0, 0);
  state.choice = choice;
  offerChoices();
  changed();
}

const isIncomplete = leaflet => leaflet?.languages.some(edition => edition.more);

// Editions that nobody had tried yet come in by and by.
async function awaitOthers(mine) {
  for (let tries = 0; tries < 60 && mine === state.opened && isIncomplete(state.leaflet); tries++) {
    await pause(1200);
    if (mine !== state.opened || !state.leaflet) return;
    try {
      const found = await ask('/api/leaflet', { slug: state.leaflet.slug });
      if (mine !== state.opened) return;
      state.leaflet = found;
    } catch {
      return;
    }
    if (isBusy(state.job)) continue;
    const before = formChoice();
    offerChoices();
    if (formChoice() !== before) preview();
    else changed();
  }
}
