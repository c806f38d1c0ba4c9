import type { CognitoCore } from '../cognito/core.ts';
import { html } from '../cognito/hosted/pages/html.ts';
import type { User } from '../cognito/model/user.ts';
import type { UserPool } from '../cognito/model/user-pool.ts';
import { CONSOLE_PATH, nothing, type Page, timeOf } from './page.ts';

/** What the console reads of the user pools. Passwords, codes and tokens are no part of it. */
export type ReadableUsers = Pick<CognitoCore, 'pools' | 'users' | 'groups' | 'sessions'>;

const PAGE_SIZE = 50;

export function poolsPage({ pools, groups }: ReadableUsers): Page {
  const cards = pools.list().map(
    ({ id, name }) => html`<section class="card">
<h2><a href="${poolPath(id)}">${name}</a></h2>
<dl><div><dt>id</dt><dd><code>${id}</code></dd></div>
<div><dt>groups</dt><dd>${
      groups
        .list(`${id}/`)
        .map((group) => group.name)
        .join(', ') || 'none'
    }</dd></div></dl>
</section>`,
  );
  return {
    title: 'Users',
    content: cards.length === 0 ? nothing('There is no user pool.') : html`<div class="cards">${cards}</div>`,
  };
}

/** One page of a pool's users; undefined when there is no such pool. */
export async function poolPage(core: ReadableUsers, query: URLSearchParams): Promise<Page | undefined> {
  const pool = core.pools.get(query.get('id') ?? '');
  if (pool === undefined) return undefined;
  const users = await firstUsers(core, pool, query.get('after') ?? '', PAGE_SIZE);
  const last = users.length === PAGE_SIZE ? users.at(-1)?.sub : undefined;
  return {
    title: pool.name,
    filter: html`<p><a href="${CONSOLE_PATH}/users">All user pools</a></p>`,
    content: html`${
      users.length === 0
        ? nothing('No users.')
        : html`<table class="users">
<thead><tr><th scope="col">User</th><th scope="col">Status</th><th scope="col">Groups</th><th scope="col">Since</th></tr></thead>
<tbody>${users.map(
            (user) => html`<tr>
<th scope="row"><a href="${userPath(pool.id, user.sub)}">${user.attributes.email ?? user.username}</a></th>
<td>${statusOf(user)}</td><td>${user.groups.join(', ')}</td><td>${timeOf(user.createdAt)}</td>
</tr>`,
          )}</tbody></table>`
    }${last !== undefined && html`<p><a href="${poolPath(pool.id, last)}">Next page</a></p>`}`,
  };
}

/** One user with attributes, groups and open sessions; undefined when there is none. */
export async function userPage(core: ReadableUsers, query: URLSearchParams): Promise<Page | undefined> {
  const pool = core.pools.get(query.get('pool') ?? '');
  const user = pool && core.users.bySub(pool, query.get('sub') ?? '');
  if (pool === undefined || user === undefined) return undefined;
  const sessions = await core.sessions.open(pool.id, user.sub);
  const facts = Object.entries({
    sub: user.sub,
    status: statusOf(user),
    groups: user.groups.join(', ') || 'none',
    'second factor': user.mfa.software ? 'authenticator app' : 'none',
    ...user.attributes,
  });
  return {
    title: user.attributes.email ?? user.username,
    filter: html`<p><a href="${poolPath(pool.id)}">All users of ${pool.name}</a></p>`,
    content: html`<table class="facts"><tbody>${facts.map(
      ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
    )}</tbody></table>
<section><h2>Open sessions <span class="count">${sessions.length}</span></h2>
${
  sessions.length === 0
    ? nothing('None.')
    : html`<ul class="lines">${sessions.map(
        ({ authTime, clientId, origin, scopes, expiresAt }) =>
          html`<li>since ${timeOf(authTime * 1000)} until ${timeOf(expiresAt)}, client <code>${clientId}</code>, ${origin} <span class="source">${scopes.join(' ')}</span></li>`,
      )}</ul>`
}
</section>`,
  };
}

/** The first users of a pool after the one with the given `sub`. */
export async function firstUsers(
  { users }: Pick<ReadableUsers, 'users'>,
  pool: UserPool,
  after: string,
  most: number,
): Promise<User[]> {
  const found: User[] = [];
  for await (const user of users.list(pool, after)) {
    found.push(user);
    if (found.length === most) break;
  }
  return found;
}

function statusOf({ status, enabled }: User): string {
  return enabled ? status : `${status}, disabled`;
}

function poolPath(id: string, after?: string): string {
  return `${CONSOLE_PATH}/pool?${new URLSearchParams({ id, ...(after === undefined ? {} : { after }) })}`;
}

function userPath(pool: string, sub: string): string {
  return `${CONSOLE_PATH}/user?${new URLSearchParams({ pool, sub })}`;
}
