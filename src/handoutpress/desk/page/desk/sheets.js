// How a leaflet is shown: its pages, or a sheet in their place that says why there are none.

import { chosenEdition } from './chosen.js';
import { element, query } from './dom.js';
import { isNamed, personal } from './personal.js';
import { state } from './state.js';
import { words } from './words.js';

// For each point of the page, about as many as its picture has: they keep room for it until it comes.
const PIXELS = 1.5;

export function showWaiting(text) {
  showInstead(element('div', { className: 'leaf waits', textContent: text }));
}

export function showWithdrawn() {
  const title = element('s', { textContent: chosenEdition()?.title, lang: state.choice.lang });
  const sheet = element('div', { className: 'leaf withdrawn' }, title);
  sheet.dataset.band = words('s-withdrawn');
  showInstead(sheet);
}

function showInstead(sheet) {
  query('#thumbs').replaceChildren();
  query('#pdf').hidden = true;
  query('#big').replaceChildren(sheet);
}

// The document is not any more what is chosen.
export function markLate(isLate) {
  query('#big').classList.toggle('late', isLate);
}

export function showPages(made, number = Math.min(state.pageNumber, made.pages.length)) {
  const all = made.pages.length;
  const page = made.pages[number - 1];
  state.pageNumber = number;
  query('#thumbs').replaceChildren(...(all > 1 ? made.pages.map((_, at) => thumbnail(made, at + 1)) : []));
  markLate(false);
  query('#big').replaceChildren(
    element('img', {
      src: page.src,
      alt: words('page', { n: number, all }),
      width: page.width * PIXELS,
      height: page.height * PIXELS,
    }),
    element('p', { className: 'sr', lang: state.choice.lang, textContent: page.text }),
  );
  query('#pdf').href = `/document/${made.document}.pdf`;
  query('#pdf').hidden = false;
  query('.stage').scrollTop = 0;
  renewPictureInList();
}

function thumbnail(made, number) {
  const all = made.pages.length;
  const button = element(
    'button',
    { type: 'button', ariaPressed: String(number === state.pageNumber), ariaLabel: words('page', { n: number, all }) },
    element('img', { src: made.pages[number - 1].src, alt: '', loading: 'lazy' }),
    String(number),
  );
  button.onclick = () => {
    showPages(made, number);
    query('#thumbs').children[number - 1].focus();
  };
  return button;
}

// There may be one now.
function renewPictureInList() {
  const row = state.marked;
  if (!row?.picture || row.isDrawn) return;
  row.isDrawn = true;
  query('.thumb', row.node).src = `${row.picture}?drawn`;
}

// The number of the page where the box with the name is, when there is one.
export function pageWithName(made) {
  if (!isNamed()) return undefined;
  const bare = text => text.replace(/\s/g, '');
  const name = bare(Object.values(personal()).find(text => text.trim()));
  const at = made.pages.findIndex(page => bare(page.text).includes(name));
  return at < 0 ? undefined : at + 1;
}
