import type { HostedExchange } from '../hosted-site.ts';
import { Refusal } from '../refusal.ts';
import { readCookie, setCookie } from './cookies.ts';
import { readFormBody } from './form-body.ts';
import { sameText } from './same-text.ts';

const COOKIE = 'XSRF-TOKEN';
const FIELD = '_csrf';
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The browser's own token, which each form carries in its `_csrf` field, and its `Set-Cookie` line. */
export interface CsrfToken {
  readonly value: string;
  readonly cookie: string;
}

/** The token that the browser has already, so that several open pages stay good, or else a new one. */
export function csrfToken(exchange: HostedExchange): CsrfToken {
  const known = readCookie(exchange.request, COOKIE);
  const value =
    known !== undefined && TOKEN_SHAPE.test(known)
      ? known
      : exchange.site.sources.bytes(32).toString('base64url');
  return { value, cookie: setCookie(exchange, COOKIE, value) };
}

/**
 * The fields of a form that one of the pages sent. Refuses what another site made the browser send: the
 * `_csrf` field must equal the cookie, and `Origin` and `Sec-Fetch-Site` must be the pages' own when sent.
 */
export async function readPageForm(exchange: HostedExchange): Promise<URLSearchParams> {
  const foreign = foreignSender(exchange);
  if (foreign !== undefined) throw crossSite(foreign);
  const form = await readFormBody(exchange.request);
  if (!form.ok) {
    throw new Refusal(
      { kind: 'page', status: form.status, heading: 'This form could not be read', text: form.text },
      { rule: 'form body', text: form.text },
    );
  }
  const cookie = readCookie(exchange.request, COOKIE);
  const field = form.fields.get(FIELD);
  if (cookie === undefined || !TOKEN_SHAPE.test(cookie)) {
    throw crossSite('The form came without the XSRF-TOKEN cookie.');
  }
  if (field === null || !sameText(field, cookie)) {
    throw crossSite('The _csrf field is not the value of the XSRF-TOKEN cookie.');
  }
  return form.fields;
}

function foreignSender(exchange: HostedExchange): string | undefined {
  const { request, site } = exchange;
  const fetchSite = request.header('sec-fetch-site');
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    return 'Sec-Fetch-Site says that another site sent the form.';
  }
  const origin = request.header('origin');
  if (origin === undefined || origin === site.origin) return undefined;
  // The listener has several names (localhost, 127.0.0.1); the front door has checked Host already.
  const own = `${new URL(site.origin).protocol}//${request.header('host')}`;
  return origin === own ? undefined : 'Origin says that another site sent the form.';
}

function crossSite(text: string): Refusal {
  return new Refusal(
    {
      kind: 'page',
      status: 403,
      heading: 'Please reload the page',
      text: 'This form is out of date or came from another site. Reload the page and try again.',
    },
    {
      rule: 'cross-site request forgery',
      text,
      hint: 'Open the page first, keep its XSRF-TOKEN cookie, and send the cookie’s value as _csrf.',
    },
  );
}
