// The choices of language, print size and format: only what there is.

import { chosenEdition, chosenForm } from './chosen.js';
import { element, query } from './dom.js';
import { state } from './state.js';
import { theOnly } from './words.js';

// Keep what is chosen where it exists, take the first of what exists where not, and offer the rest.
export function offerChoices() {
  const { leaflet, choice } = state;
  const edition = chosenEdition() || leaflet.languages[0];
  const { forms } = edition;
  choice.lang = edition.lang;
  const sizes = [...new Set(forms.map(form => form.size))];
  if (!sizes.includes(choice.size)) choice.size = sizes[0] || 'standard';
  const fitting = forms.filter(form => form.size === choice.size);
  if (!fitting.some(form => form.layout === choice.layout)) choice.layout = fitting[0]?.layout || '';
  offerLanguages(leaflet.languages, leaflet.languages.length === 1 ? edition.staff : '');
  offer('size', sizes.map(size => ({ value: size, name: forms.find(form => form.size === size).sized })));
  offer('layout', fitting.map(form => ({ value: form.layout, name: form.title })));
  query('#pers').hidden = !chosenForm()?.box;
}

// To compare them before and after `offerChoices`.
export const formChoice = () => state.choice.layout + state.choice.size;

// Each language by its own name, and small beneath it the one that the staff call it by.
export function offerLanguages(editions, only) {
  offer('lang', editions.map(({ lang, name, dir, staff }) => (
    { value: lang, name, lang, dir, small: staff === name ? '' : staff }
  )), only);
}

function offer(name, options, only = options[0]?.name) {
  const fieldset = query(`#f-${name}`);
  const box = query('.seg', fieldset);
  const hadFocus = box.contains(document.activeElement);
  fieldset.hidden = !options[0];
  if (options.length < 2) {
    box.replaceChildren(single(name, only));
    return;
  }
  box.replaceChildren(...options.map(option => radio(name, option)));
  if (hadFocus) query(':checked', box)?.focus();
}

// One that may not be the only one, as others are still tried, is not called so.
function single(name, what) {
  const isWhole = name === 'lang' || !chosenEdition().more;
  return element('span', { className: 'only', textContent: isWhole ? theOnly(what) : what || '…' });
}

function radio(name, option) {
  const { value } = option;
  const input = element('input', { type: 'radio', name, value, checked: value === state.choice[name] });
  const text = element('b', { textContent: option.name, lang: option.lang || '' });
  if (option.dir) text.dir = option.dir;
  const small = option.small ? [element('small', { textContent: option.small })] : [];
  return element('label', {}, input, element('span', {}, text, ...small));
}
