// All words stand in desk.html, in the language of the staff; here they are found by their names and filled in.

import { query, queryAll, uiLanguage } from './dom.js';

const phrases = Object.fromEntries(
  queryAll('p', query('#words').content).map(paragraph => [paragraph.dataset.w, paragraph.textContent]),
);

export function words(name, fill = {}) {
  return (phrases[name] || '').replace(/{(\w+)}/g, (_, key) => fill[key] ?? '').trim();
}

// Spanish writes the names of languages with a small letter.
export const inSentence = language => (uiLanguage === 'es' ? language.toLocaleLowerCase('es') : language);

export const theOnly = language => words('only', { what: inSentence(language) });

// The reason of a refusal for which the page has words; whatever it has none for is a fault.
export function knownReason(why) {
  if (phrases[`n-${why}-h`]) return why;
  return { tries: 'token', origin: 'token' }[why] || 'fault';
}
