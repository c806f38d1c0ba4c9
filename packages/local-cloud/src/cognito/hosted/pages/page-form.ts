import type { HttpResponse } from '../../../front-door/http.ts';
import { csrfToken } from '../browser/csrf.ts';
import { type HostedExchange, poolPath } from '../hosted-site.ts';
import type { AuthorizationRequest } from '../oauth2/authorization-request.ts';
import { redirect } from '../oauth2/callback.ts';
import { type Html, html } from './html.ts';
import { type Page, pageResponse } from './page.ts';

/** The pages that carry an authorization request along. */
export type PagePath =
  | '/login'
  | '/signup'
  | '/confirmUser'
  | '/resendcode'
  | '/forgotPassword'
  | '/confirmForgotPassword'
  | '/mfa'
  | '/setupMfa'
  | '/changePassword'
  | '/oauth2/authorize';

/** A link that keeps the authorization request. */
export function pageLink(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  path: PagePath,
): string {
  return `${poolPath(exchange)}${path}?${authorization.query}`;
}

/** On to another page, with the authorization request kept. */
export function toPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  path: PagePath,
  cookies: readonly string[] = [],
): HttpResponse {
  return redirect(pageLink(exchange, authorization, path), cookies);
}

/** Makes a form that posts to one of the pages and cannot be forged. */
export type MakeForm = (path: PagePath, name: string, fields: Html, look?: 'plain') => Html;

/** A page of a sign-in that is under way; `content` is given what makes its forms. */
export function flowPage(
  exchange: HostedExchange,
  authorization: AuthorizationRequest,
  page: Omit<Page, 'content' | 'redirectUri' | 'clientName'>,
  content: (form: MakeForm) => Html,
): HttpResponse {
  const token = csrfToken(exchange);
  const form: MakeForm = (path, name, fields, look) => html`
<form method="post" action="${pageLink(exchange, authorization, path)}" name="${name}"${look && html` class="${look}"`}>
<input type="hidden" name="_csrf" value="${token.value}">
${fields}
</form>`;
  return pageResponse(exchange, {
    ...page,
    content: content(form),
    cookies: [token.cookie, ...(page.cookies ?? [])],
    redirectUri: authorization.redirectUri,
    clientName: authorization.client.name,
  });
}
