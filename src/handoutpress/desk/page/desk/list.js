// The list of what was found: how a row looks, which one is marked, and the way back to the list.

import { changed } from './changes.js';
import { complainNoMore } from './complaints.js';
import { dropDocuments } from './documents.js';
import { element, icon, searchField, showView, uiLanguage } from './dom.js';
import { state } from './state.js';
import { words } from './words.js';

// `open` is called with the row when somebody chooses it.
export function drawRow(row, open) {
  row.key = row.pack ? `pack-${row.pack}` : row.slug;
  row.node = element('li', { role: 'option', id: `h-${row.key}`, ariaSelected: 'false' });
  row.node.dataset.state = row.state || '';
  row.node.append(...partsOf(row));
  row.node.onclick = () => open(row);
  return row.node;
}

function partsOf(row) {
  const title = element('span', { className: 'ti', lang: row.titled || uiLanguage }, ...hits(row, 'title'));
  const parts = [picture(row), title];
  if (row.also) parts.push(element('span', { className: 'also', lang: row.lang }, ...hits(row, 'also')));
  if (row.why) parts.push(element('span', { className: 'why', textContent: words('why', { words: row.why }) }));
  parts.push(element('span', { className: 'langs', textContent: row.languages }));
  if (!row.pack) parts.push(element('span', { className: 'meta' }, reviewMark(row), codeMark(row)));
  return parts;
}

function picture(row) {
  if (!row.pack) return element('img', { className: 'thumb', src: row.picture, alt: '', loading: 'lazy' });
  const pack = icon('pack');
  pack.setAttribute('class', 'thumb');
  return pack;
}

// What was typed is marked in the part of the row where it was found: every second piece of it.
function hits(row, part) {
  if (row.in !== part) return [row[part]];
  return row.pieces.map((text, at) => (at % 2 ? element('mark', { textContent: text }) : text));
}

// How it stands with the review of a row, or of a leaflet in one language.
export function reviewMark(one) {
  const told = words(`s-${one.state}`, { due: one.due });
  return element('span', { className: `rev ${one.state}` }, icon(one.state), told);
}

export const codeMark = one => element('span', { className: 'code', textContent: one.code });

export function mark(row) {
  state.marked = row;
  for (const one of state.rows) one.node.setAttribute('aria-selected', String(one === row));
  if (row) {
    searchField.setAttribute('aria-activedescendant', row.node.id);
    row.node.scrollIntoView({ block: 'nearest' });
  } else {
    searchField.removeAttribute('aria-activedescendant');
  }
}

// A hidden page is not a wiped page: nothing of what was on show is left.
export function backToList() {
  mark(null);
  dropDocuments();
  state.leaflet = null;
  state.set = [];
  complainNoMore();
  state.shown++;
  state.opened++;
  showView('find');
  changed();
}
