// Find: what is typed is looked for at once, and what the server finds becomes the list.

import { changed } from './changes.js';
import { element, query, say, searchField } from './dom.js';
import { setJobAside } from './jobs.js';
import { openRow } from './leaflet.js';
import { backToList, drawRow, mark } from './list.js';
import { ask } from './server.js';
import { state } from './state.js';
import { knownReason, words } from './words.js';

let asked = 0;
let finding = Promise.resolve();

export function findWhatIsTyped() {
  finding = find();
}

// What was typed is looked for before a key counts.
export const found = () => finding;

export async function find() {
  const mine = ++asked;
  let answer;
  try {
    answer = await ask('/api/find', { q: searchField.value });
  } catch (error) {
    const text = words(`n-${knownReason(error.why)}`);
    query('#list').replaceChildren(element('p', { className: 'none', textContent: text }));
    say(text);
    return;
  }
  if (mine !== asked) return;
  // What the log knows, after the page was opened anew.
  if (answer.last && !state.last) {
    state.last = answer.last;
    changed();
  }
  list(answer.groups.filter(group => group.rows.length));
  followMark();
}

function list(groups) {
  state.rows = groups.flatMap(group => group.rows);
  const isEmpty = !state.rows[0];
  query('#list').replaceChildren(...groups.map(group => drawGroup(group, groups.length > 1)));
  query('#none').hidden = !isEmpty;
  query('#list').hidden = isEmpty;
  if (!searchField.value.trim()) return;
  if (isEmpty) say(`${query('#none h2').textContent}. ${query('#none p').textContent}`);
  else say(words(groups[0].id === 'near' ? 'n-near' : 'n-found', { n: state.rows.length }));
}

function drawGroup(group, hasOthers) {
  const heading = element('li', {
    className: 'gh',
    id: `g-${group.id}`,
    role: 'presentation',
    textContent: words(group.id === 'all' && hasOthers ? 'others' : group.id),
  });
  const rows = group.rows.map(row => drawRow(row, () => openRow(row, true)));
  const box = element('ul', { role: 'group' }, heading, ...rows);
  box.setAttribute('aria-labelledby', heading.id);
  return box;
}

// What is previewed is always a row in the list.
function followMark() {
  if (!state.marked) return;
  const still = state.rows.find(row => row.key === state.marked.key);
  if (still) {
    mark(still);
  } else {
    setJobAside();
    backToList();
  }
}

// Open a leaflet that may not be in the list now.
export async function jumpTo(slug, want) {
  const isIt = row => row.slug === slug;
  let row = state.rows.find(isIt);
  if (!row) {
    searchField.value = '';
    await find();
    row = state.rows.find(isIt);
  }
  if (row) await openRow(row, true, want);
}
