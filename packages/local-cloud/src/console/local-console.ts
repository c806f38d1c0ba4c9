import type { Readable } from 'node:stream';
import type { MailBox } from '../cognito/mail/mail-box.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { RecentEntry, RecentJournal } from '../journal/recent-journal.ts';
import type { RecentSpans } from '../journal/recent-spans.ts';
import { CONSOLE_SCRIPT } from './console-script.ts';
import { CONSOLE_STYLE } from './console-style.ts';
import { decisionsPage } from './decisions-page.ts';
import { entryStream } from './entry-stream.ts';
import { findEvents, logEventsPage, logGroupsPage, type ReadableLogs } from './logs-page.ts';
import { mailPage } from './mail-page.ts';
import { CONSOLE_PATH, document, nothing, type Page } from './page.ts';
import { findRequest, requestPage } from './request-page.ts';
import { requestsPage } from './requests-page.ts';
import { type ShownStack, stackPage } from './stack-page.ts';

/** What the console shows. It changes none of it. */
export interface LocalConsoleNeeds {
  readonly journal: RecentJournal;
  readonly spans: RecentSpans;
  /** What was decided about a request, oldest first. */
  explain(requestId: string): Promise<readonly RecentEntry[]>;
  readonly mail: Pick<MailBox, 'messages'>;
  readonly logs: ReadableLogs;
  stacks(): readonly ShownStack[];
}

/** A browser has one stream a visible tab; more than this is a mistake. */
const MAX_STREAMS = 32;

/**
 * The pages below `/_local/console`. Whoever mounts it lets only this machine's own pages through, and only
 * GET and HEAD.
 */
export function localConsole(needs: LocalConsoleNeeds): HttpHandler {
  const streams = new Set<Readable>();

  function events(request: HttpRequest): HttpResponse {
    if (streams.size >= MAX_STREAMS) {
      return { ...answer('text/plain', 'Too many consoles are open.'), status: 503 };
    }
    const last = /^\d{1,15}$/.exec(request.header('last-event-id') ?? '')?.[0];
    const stream = entryStream(needs.journal, needs.spans, last === undefined ? undefined : Number(last));
    streams.add(stream);
    stream.once('close', () => streams.delete(stream));
    return answer('text/event-stream', stream);
  }

  return async (request) => {
    const { query } = request;
    const asked = (name: string): string => query.get(name) ?? '';
    switch (request.rawPath.slice(CONSOLE_PATH.length)) {
      case '':
      case '/': {
        const filter = { text: asked('text'), outcome: asked('outcome') };
        return page('', requestsPage(needs.spans.all(), filter));
      }
      case '/request':
        return oneRequest(needs, asked('id'));
      case '/decisions': {
        const filter = { text: asked('text'), source: asked('source'), outcome: asked('outcome') };
        return page('/decisions', decisionsPage(needs.journal.entries(), filter));
      }
      case '/mail':
        return page('/mail', mailPage(await needs.mail.messages()));
      case '/stack':
        return page('/stack', stackPage(needs.stacks()));
      case '/logs':
        return logs(needs.logs, query.get('group'), asked('text'));
      case '/events':
        return events(request);
      case '/console.js':
        return answer('text/javascript; charset=utf-8', CONSOLE_SCRIPT);
      case '/console.css':
        return answer('text/css; charset=utf-8', CONSOLE_STYLE);
      default:
        return missing('', 'There is no such page.');
    }
  };
}

async function logs(store: ReadableLogs, group: string | null, text: string): Promise<HttpResponse> {
  if (group === null) return page('/logs', await logGroupsPage(store));
  const found = await findEvents(store, group, text);
  return found === undefined
    ? missing('/logs', 'There is no such log group.')
    : page('/logs', logEventsPage(group, text, found));
}

async function oneRequest(needs: LocalConsoleNeeds, id: string): Promise<HttpResponse> {
  const found = await findRequest(id, { ...needs, spans: needs.spans.all() });
  return found === undefined
    ? missing('', 'Nothing is known of this request. Ask for another, or send it again.')
    : page('', requestPage(id, found));
}

function missing(tab: string, text: string): HttpResponse {
  return { ...page(tab, { title: 'Not found', content: nothing(text) }), status: 404 };
}

function page(tab: string, content: Page): HttpResponse {
  return answer('text/html; charset=utf-8', document(CONSOLE_PATH + tab, content));
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function answer(type: string, body: string | Readable): HttpResponse {
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': POLICY,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}
