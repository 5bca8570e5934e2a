// The documents that the server makes and holds for a while: each is made once, and forgotten when it is of no use.

import { chosenForm, printsGreyOnly } from './chosen.js';
import { complainNoMore } from './complaints.js';
import { query } from './dom.js';
import { isBusy } from './jobs.js';
import { personal } from './personal.js';
import { ask, askPatiently, refusal } from './server.js';
import { state } from './state.js';

// All that the look of the document hangs on, to compare it.
const wish = () => JSON.stringify([state.leaflet?.slug, state.choice, personal(), state.override, printsGreyOnly()]);

export const isMadeAsWished = () => state.made?.want === wish();

// The document of what is chosen now.
export async function chosenDocument() {
  const want = wish();
  if (isMadeAsWished()) return state.made;
  if (!chosenForm()) throw refusal({ why: 'unfit' });
  const made = await askPatiently('/api/preview', wishedPreview());
  const before = state.made?.document;
  if (want !== wish()) {
    forgetDocuments([made.document]);
    return chosenDocument();
  }
  if (before && before !== state.job?.document) forgetDocuments([before]);
  state.made = { ...made, want };
  complainNoMore();
  return state.made;
}

function wishedPreview() {
  const { lang, layout, size } = state.choice;
  return {
    slug: state.leaflet.slug,
    lang,
    layout,
    size,
    mono: printsGreyOnly(),
    ...(query('#pers').hidden ? {} : personal()),
    ...(state.override || {}),
  };
}

// The document of a leaflet in a set, which has nothing personal.
export function documentInSet({ slug, lang, layout, size }) {
  return askPatiently('/api/preview', { slug, lang, layout, size, mono: printsGreyOnly() });
}

// Take everything from the page that was made, and let the server forget it, unless it is still printing.
export function dropDocuments() {
  const names = [state.made, ...state.set.map(one => one.made)].filter(Boolean).map(made => made.document);
  forgetMade();
  state.pageNumber = 1;
  query('#big').replaceChildren();
  query('#thumbs').replaceChildren();
  query('#pdf').hidden = true;
  query('#pdf').removeAttribute('href');
  if (names[0] && !isBusy(state.job)) forgetDocuments(names);
}

export function forgetMade() {
  state.made = null;
  for (const one of state.set) one.made = null;
}

// Whether it works or not: the server forgets by itself before long.
function forgetDocuments(documents) {
  ask('/api/forget', { documents }).catch(() => {});
}
