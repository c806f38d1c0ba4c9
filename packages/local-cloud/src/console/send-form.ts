import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../front-door/http.ts';
import type { Page } from './page.ts';
import { type AskedRequest, EMPTY_REQUEST, sendPage } from './send-page.ts';
import { sendTestRequest, type TestRequestNeeds } from './test-request.ts';

/** The page that sends requests: its form for GET, what came of it for POST. */
export interface SendForm {
  empty(): Promise<Page>;
  /** Undefined when the form did not come from this console's own page. */
  submit(request: HttpRequest): Promise<Page | undefined>;
}

const MAX_FORM_BYTES = 1024 * 1024;

export function sendForm(needs: TestRequestNeeds): SendForm {
  const csrf = randomBytes(32).toString('base64url');
  const isOurs = (given: string): boolean => {
    const [ours, theirs] = [Buffer.from(csrf), Buffer.from(given)];
    return ours.length === theirs.length && timingSafeEqual(ours, theirs);
  };
  return {
    empty: () => sendPage(needs.core, needs.apis(), csrf, EMPTY_REQUEST),
    async submit(request) {
      // A page sends its origin with every POST; localControl has compared it with the Host.
      if (request.header('origin') === undefined) return undefined;
      const form = new URLSearchParams((await request.body(MAX_FORM_BYTES)).toString());
      if (!isOurs(form.get('csrf') ?? '')) return undefined;
      const asked = readForm(form);
      return sendPage(needs.core, needs.apis(), csrf, asked, await sendTestRequest(needs, asked));
    },
  };
}

function readForm(form: URLSearchParams): AskedRequest {
  const text = (name: string): string => form.get(name) ?? '';
  return {
    api: text('api'),
    method: text('method'),
    path: text('path'),
    body: text('body'),
    user: text('user'),
    token: text('token'),
    agreed: text('agreed') === 'yes',
  };
}
