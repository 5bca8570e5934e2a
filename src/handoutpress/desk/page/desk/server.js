// The server: every answer is JSON; what is not yes comes as an error whose `why` is a word.

import { query, say, uiLanguage } from './dom.js';
import { words } from './words.js';

const token = query('[name=desk-token]').content;

let stopAsking = () => {};

// What is to be done when the server does not know this page any more.
export function whenOutOfDate(act) {
  stopAsking = act;
}

export const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

export const refusal = told => Object.assign(new Error(), told);

export async function ask(path, body) {
  let answer;
  try {
    answer = await fetch(path, { ...(body ? post(body) : {}), cache: 'no-store' });
  } catch {
    throw refusal({ why: 'offline' });
  }
  const told = await answer.json().catch(() => ({ why: 'fault' }));
  if (answer.status === 401) location.replace('/enter');
  // A page out of date asks no more, or it would be shut out.
  if (told.why === 'token') stopAsking();
  if (!answer.ok || told.why) throw refusal(told);
  return told;
}

function post(body) {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Desk-Token': token },
    body: JSON.stringify({ ui: uiLanguage, ...body }),
  };
}

// Many may ask at once: wait as long as the server says.
export async function askPatiently(path, body) {
  for (let tries = 0; ; tries++) {
    try {
      return await ask(path, body);
    } catch (error) {
      if (error.why !== 'busy' || tries > 5) throw error;
      say(`${words('n-busy-h')}. ${words('n-busy')}`);
      await pause(1000 * (error.retry || 1));
    }
  }
}
