/**
 * Keeps the open page up to date: fetches it again when a decision arrives or a moment has passed, and shows
 * its live part anew. Without it the pages work as they are.
 */
export const CONSOLE_SCRIPT = `'use strict';
const live = document.getElementById('live');
const state = document.getElementById('state');
let shown = live.innerHTML;
let source;
let timer;
let fetching = false;

function showTimes() {
  for (const time of live.querySelectorAll('time')) {
    const date = new Date(time.dateTime);
    if (!Number.isNaN(date.getTime())) {
      time.title = date.toLocaleString();
      time.textContent = date.toLocaleTimeString([], { hourCycle: 'h23' });
    }
  }
}

// Nobody loses the link under their finger or the text they are about to copy.
function isInUse() {
  return live.contains(document.activeElement) || String(getSelection()) !== '';
}

async function refresh() {
  if (fetching || isInUse()) return;
  fetching = true;
  try {
    const response = await fetch(location.href, { cache: 'no-store' });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = page.getElementById('live');
    if (next === null || next.innerHTML === shown || isInUse()) return;
    shown = next.innerHTML;
    live.replaceChildren(...next.childNodes);
    showTimes();
  } catch {
    // The cloud is away; the next round asks again.
  } finally {
    fetching = false;
  }
}

// Hidden pages hold no connection: a browser has few of them for one origin.
function follow() {
  source?.close();
  clearInterval(timer);
  if (document.hidden) return;
  source = new EventSource('/_local/console/events');
  source.onopen = () => {
    state.textContent = 'live';
    refresh();
  };
  source.addEventListener('request', refresh);
  source.onmessage = () => setTimeout(refresh, 100);
  source.onerror = () => {
    state.textContent = 'not connected';
  };
  timer = setInterval(refresh, 2000);
}

showTimes();
follow();
document.addEventListener('visibilitychange', follow);
`;
