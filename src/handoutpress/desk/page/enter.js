'use strict';
document.getElementById('enter').addEventListener('submit', async event => {
  event.preventDefault();
  const body = JSON.stringify({ token: document.getElementById('token').value });
  const answer = await fetch('/enter', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const no = document.getElementById('no');
  if (answer.ok) location.replace('/');
  else no.textContent = no.dataset[answer.status] || no.dataset['403'];
});
