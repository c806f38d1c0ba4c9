import type { Readable } from 'node:stream';
import type { SupportFinding } from '../cloudformation/support-check.ts';
import type { CognitoCore } from '../cognito/core.ts';
import type { MailBox } from '../cognito/mail/mail-box.ts';
import type { TableBrowser } from '../dynamodb/table-browser.ts';
import {
  BodyTooLargeError,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
} from '../front-door/http.ts';
import type { RecentEntry, RecentJournal } from '../journal/recent-journal.ts';
import type { RecentSpans } from '../journal/recent-spans.ts';
import type { ObjectBrowser } from '../s3/object-browser.ts';
import { consolePages } from './console-pages.ts';
import { CONSOLE_SCRIPT } from './console-script.ts';
import { CONSOLE_STYLE } from './console-style.ts';
import { entryStream } from './entry-stream.ts';
import type { ReadableLogs } from './logs-page.ts';
import type { ReadableMetrics } from './metrics-page.ts';
import type { ReadableNetworks } from './networks-page.ts';
import { CONSOLE_PATH, document, nothing, type Page } from './page.ts';
import type { SendForm } from './send-form.ts';
import type { ShownSettings } from './settings-page.ts';
import type { ShownStack } from './stack-page.ts';

/** What the console shows. It changes none of it, but for what the requests do that it is told to send. */
export interface LocalConsoleNeeds {
  readonly journal: RecentJournal;
  readonly spans: RecentSpans;
  /** What was decided about a request, oldest first. */
  explain(requestId: string): Promise<readonly RecentEntry[]>;
  readonly mail: Pick<MailBox, 'messages'>;
  readonly logs: ReadableLogs;
  readonly tables: TableBrowser;
  readonly objects: ObjectBrowser;
  /** The object itself. */
  download(request: HttpRequest, bucket: string, key: string): Promise<HttpResponse>;
  readonly users: Pick<CognitoCore, 'pools' | 'users' | 'groups' | 'sessions'>;
  readonly networks: ReadableNetworks;
  readonly metrics: ReadableMetrics;
  readonly settings: ShownSettings;
  readonly send: SendForm;
  now(): number;
  stacks(): readonly ShownStack[];
  /** What is left out of the templates. */
  notes(): readonly SupportFinding[];
}

/** A browser has one stream a visible tab; more than this is a mistake. */
const MAX_STREAMS = 32;

/**
 * The pages below `/_local/console`. Whoever mounts it lets only this machine's own pages through, and only
 * GET and HEAD, and POST of the form that sends requests.
 */
export function localConsole(needs: LocalConsoleNeeds): HttpHandler {
  const streams = new Set<Readable>();
  const pages = consolePages(needs);

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

  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (request.method !== 'POST') return page('/send', await needs.send.empty());
    try {
      const result = await needs.send.submit(request);
      if (result !== undefined) return page('/send', result);
      return { ...notThere('/send', 'The form is out of date: open it again.'), status: 403 };
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      return { ...notThere('/send', 'The body is too long.'), status: 413 };
    }
  }

  return async (request) => {
    const { query } = request;
    const path = request.rawPath.slice(CONSOLE_PATH.length);
    switch (path) {
      case '/events':
        return events(request);
      case '/send':
        return send(request);
      case '/download':
        return saved(await needs.download(request, query.get('bucket') ?? '', query.get('key') ?? ''));
      case '/console.js':
        return answer('text/javascript; charset=utf-8', CONSOLE_SCRIPT);
      case '/console.css':
        return answer('text/css; charset=utf-8', CONSOLE_STYLE);
    }
    const known = pages.get(path);
    if (known === undefined) return notThere('', 'There is no such page.');
    const content = await known.read(query);
    return content === undefined
      ? notThere(known.tab, 'What you ask for is not there, or not any more.')
      : page(known.tab, content);
  };
}

/** An object as a file to keep: whatever it is, no browser runs it under this origin. */
function saved(object: HttpResponse): HttpResponse {
  const { 'Content-Length': length, 'content-length': other, ETag: etag } = object.headers;
  return {
    ...object,
    headers: {
      ...answer('application/octet-stream', '').headers,
      'Content-Security-Policy': 'sandbox',
      'Content-Disposition': 'attachment',
      ...(length === undefined ? {} : { 'Content-Length': length }),
      ...(other === undefined ? {} : { 'Content-Length': other }),
      ...(etag === undefined ? {} : { ETag: etag }),
    },
  };
}

function notThere(tab: string, text: string): HttpResponse {
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
      // Without a referrer a form's Origin would be `null`.
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}
