// Small parts of the page: finding its elements, making new ones, saying something aloud.

export const query = (selector, within = document) => within.querySelector(selector);
export const queryAll = (selector, within = document) => [...within.querySelectorAll(selector)];

export const root = document.documentElement;
export const uiLanguage = root.lang;
export const searchField = query('#q');

// Whether the list and the leaflet stand side by side; if not, only one of them is in sight.
export const wide = matchMedia('(min-width: 1024px) and (min-height: 520px)');

export function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS(svg.namespaceURI, 'use');
  svg.setAttribute('class', 'ic');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

// A screen reader reads it out, wherever the focus is.
export function say(text) {
  query('#live').textContent = text;
}

// The views are `find` (the list only), `one` (a leaflet) and `set` (the basket, or a pack).
export function showView(name) {
  root.dataset.view = name;
}
