import { type Html, html } from '../cognito/hosted/pages/html.ts';
import type { StoredEvent } from '../logs/log-chunk.ts';
import type { LogStore } from '../logs/log-store.ts';
import { CONSOLE_PATH, nothing, type Page, timeOf } from './page.ts';

/** What the console reads of the logs. */
export type ReadableLogs = Pick<LogStore, 'group' | 'groups' | 'groupEvents'>;

/** The newest events of a group that hold a text. */
export interface FoundEvents {
  /** Newest first. */
  readonly events: readonly Pick<StoredEvent, 'timestamp' | 'stream' | 'message'>[];
  /** Whether older events were left out. */
  readonly isCut: boolean;
}

const MAX_GROUPS = 1_000;
const MAX_EVENTS = 200;
const MAX_LOOKED_AT = 20_000;
const MAX_MESSAGE_LENGTH = 4_000;

/** Every group with a link to its events. */
export async function logGroupsPage(logs: ReadableLogs): Promise<Page> {
  const links: Html[] = [];
  for await (const { name } of logs.groups('')) {
    if (links.length === MAX_GROUPS) break;
    links.push(html`<li><a href="${CONSOLE_PATH}/logs?group=${encodeURIComponent(name)}">${name}</a></li>`);
  }
  return {
    title: 'Logs',
    content:
      links.length === 0
        ? nothing('There is no log group yet. A function makes its own when it runs.')
        : html`<ul class="groups">${links}</ul>`,
  };
}

/** The newest events of a group; undefined when there is no such group. */
export async function findEvents(
  logs: ReadableLogs,
  name: string,
  text: string,
): Promise<FoundEvents | undefined> {
  const group = logs.group(name);
  if (group === undefined) return undefined;
  const wanted = text.toLowerCase();
  const events: StoredEvent[] = [];
  let looked = 0;
  for await (const event of logs.groupEvents(group, {}, true)) {
    if (events.length === MAX_EVENTS || looked === MAX_LOOKED_AT) return { events, isCut: true };
    looked += 1;
    if (event.message.toLowerCase().includes(wanted)) events.push(event);
  }
  return { events, isCut: false };
}

export function logEventsPage(group: string, text: string, { events, isCut }: FoundEvents): Page {
  const lines = events.map(
    ({ timestamp, stream, message }) => html`<li>
<p class="meta">${timeOf(timestamp)} <span class="source">${stream}</span></p>
<div class="body">${shortened(message)}</div>
</li>`,
  );
  return {
    title: group,
    filter: html`<p><a href="${CONSOLE_PATH}/logs">All log groups</a></p>
<form class="filter" role="search" action="${CONSOLE_PATH}/logs">
<input type="hidden" name="group" value="${group}">
<label>Text <input type="search" name="text" value="${text}" placeholder="text in the message"></label>
<button>Filter</button>
</form>`,
    content: html`${
      events.length === 0 ? nothing('No events.') : html`<ol class="lines">${lines}</ol>`
    }${isCut && html`<p class="nothing">Older events are not shown.</p>`}`,
  };
}

/** A line as far as it is shown. */
export function shortened(message: string): string {
  const text = message.trimEnd();
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}…` : text;
}
