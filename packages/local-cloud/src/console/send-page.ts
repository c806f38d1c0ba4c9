import type { CognitoCore } from '../cognito/core.ts';
import { type Html, html } from '../cognito/hosted/pages/html.ts';
import { CONSOLE_PATH, type Page, requestLink } from './page.ts';
import { firstUsers } from './users-page.ts';

/** A request as the form asks for it. */
export interface AskedRequest {
  /** Where the API is: `/execute-api/<id>/dev`. */
  readonly api: string;
  readonly method: string;
  /** Below the API's address, with its query. */
  readonly path: string;
  readonly body: string;
  /** `<pool id>/<sub>`; empty for a request without a token. */
  readonly user: string;
  readonly token: string;
  /** Whether the person agreed that data may change. */
  readonly agreed: boolean;
}

/** What came of it. */
export type SendOutcome =
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'answered';
      readonly requestId: string;
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: string;
    };

export const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
export const EMPTY_REQUEST: AskedRequest = {
  ...{ api: '', method: 'GET', path: '/', body: '', user: '', token: 'access', agreed: false },
};

const MAX_USERS = 100;

/** The form, filled with what was asked, and the answer below it. `csrf` proves that the form came from here. */
export async function sendPage(
  core: Pick<CognitoCore, 'pools' | 'users'>,
  apis: readonly string[],
  csrf: string,
  asked: AskedRequest,
  outcome?: SendOutcome,
): Promise<Page> {
  const users: [value: string, label: string][] = [['', 'nobody']];
  for (const pool of core.pools.list()) {
    for (const user of await firstUsers(core, pool, '', MAX_USERS)) {
      users.push([`${pool.id}/${user.sub}`, `${user.attributes.email ?? user.username} (${pool.name})`]);
    }
  }
  const same = (value: string): [string, string] => [value, value];
  return {
    title: 'Send a request',
    filter: html`<form class="send" method="post" action="${CONSOLE_PATH}/send">
<input type="hidden" name="csrf" value="${csrf}">
<label>API <select name="api">${options(apis.map(same), asked.api)}</select></label>
<label>Method <select name="method">${options(METHODS.map(same), asked.method)}</select></label>
<label>Path <input name="path" value="${asked.path}" required></label>
<label>As <select name="user">${options(users, asked.user)}</select></label>
<label>Token <select name="token">${options([same('access'), same('id')], asked.token)}</select></label>
<label class="wide">Body <textarea name="body" rows="4" spellcheck="false">${asked.body}</textarea></label>
<label class="check"><input type="checkbox" name="agreed" value="yes"${asked.agreed && html` checked`}> It may change data</label>
<button>Send</button>
</form>${outcome !== undefined && answer(outcome)}`,
    content: html``,
  };
}

function answer(outcome: SendOutcome): Html {
  if (outcome.kind === 'refused') return html`<p class="card refused" role="alert">${outcome.reason}</p>`;
  const { status, headers, body, requestId } = outcome;
  return html`<section class="card ${status >= 400 ? 'refused' : 'allowed'}" aria-label="Answer">
<p class="meta"><span class="badge">${status}</span> ${requestLink(requestId)}</p>
<pre class="body">${headers.map(([name, value]) => `${name}: ${value}\n`)}
${body}</pre>
</section>`;
}

function options(values: readonly (readonly [value: string, label: string])[], chosen: string): Html {
  return html`${values.map(
    ([value, label]) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
  )}`;
}
