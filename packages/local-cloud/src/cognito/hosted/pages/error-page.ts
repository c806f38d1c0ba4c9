import type { HttpResponse } from '../../../front-door/http.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { html } from './html.ts';
import { pageResponse } from './page.ts';

/** What each error means to the person who sees it. Others are not repeated: anyone can write a link. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['redirect_mismatch', 'The app asked to be called back at an address that is not registered for it.'],
  ['unauthorized_client', 'Client is not enabled for OAuth2.0 flows.'],
  ['invalid_request', 'The app’s request was incomplete or wrong.'],
]);

/** `GET /error`: where a browser ends up when there is no app to send it back to. */
export async function errorPage(exchange: HostedExchange): Promise<HttpResponse> {
  const error = exchange.request.query.get('error') ?? '';
  const meaning = MEANINGS.get(error);
  return pageResponse(exchange, {
    status: 400,
    title: 'Error',
    heading: 'Something went wrong',
    lead: html`An error was encountered with the requested page.`,
    ...(meaning === undefined
      ? {}
      : {
          content: html`<p class="alert" role="alert">${meaning}</p>
<p class="hint spaced">For the app’s developer: <code>${error}</code>. The log of the local cloud says which rule decided.</p>`,
        }),
  });
}
