// The keys, each of which does the same wherever the focus is, unless a dialog is open.

import { addToBasket } from './basket.js';
import { query, searchField, wide } from './dom.js';
import { found } from './find.js';
import { openRow } from './leaflet.js';
import { mark } from './list.js';
import { nextPatient } from './next-patient.js';
import { forgetPatient } from './patient.js';
import { print } from './printing.js';
import { state } from './state.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export function listenToKeys() {
  document.addEventListener('keydown', event => {
    if (query('dialog[open]') || event.isComposing) return;
    const act = actOf(event);
    if (!act) return;
    act();
    event.preventDefault();
  });
}

// What was typed is looked for before an arrow, Enter or Ctrl Enter counts.
function actOf(event) {
  const { target } = event;
  const key = withModifier(event);
  const isInSearch = target === searchField;
  const step = isInSearch && STEPS[event.key];
  if (step) return () => found().then(() => move(step));
  if (key === 'Escape') return nextPatient;
  if (key === 'Ctrl+Enter') return () => found().then(() => state.opening).then(print);
  if (key === 'Shift+Enter' && target.id !== 'note') return addToBasket;
  if (key === 'Enter' && isInSearch) return () => found().then(() => openRow(state.marked || state.rows[0], true));
  if (key === '/' && !isTypedIn(target) && query('#slash').checked) return () => searchField.focus();
  return null;
}

function withModifier({ key, ctrlKey, metaKey, shiftKey }) {
  if (ctrlKey || metaKey) return `Ctrl+${key}`;
  return shiftKey ? `Shift+${key}` : key;
}

const isTypedIn = target => /INPUT|TEXTAREA/.test(target.tagName);

// Where there is room for it, a leaflet is shown as soon as its row is marked.
function move(step) {
  const { rows } = state;
  const row = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(state.marked) + step))];
  if (wide.matches) return openRow(row);
  if (row) {
    forgetPatient();
    mark(row);
  }
  return null;
}
