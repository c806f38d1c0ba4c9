import type { HttpResponse } from '../../front-door/http.ts';
import { type HostedExchange, poolPath } from './hosted-site.ts';
import { redirect, withQuery } from './oauth2/callback.ts';
import { jsonResponse } from './oauth2/json-response.ts';
import { html } from './pages/html.ts';
import { pageResponse } from './pages/page.ts';
import type { Refusal } from './refusal.ts';

/** The answer to a refused request, and its one line in the journal. */
export function refusalResponse(exchange: HostedExchange, { answer, reason }: Refusal): HttpResponse {
  exchange.site.journal.write({
    source: 'cognito',
    outcome: 'refused',
    requestId: exchange.request.id,
    ...reason,
  });
  switch (answer.kind) {
    case 'callback':
      return redirect(
        withQuery(answer.redirectUri, {
          error: answer.error,
          error_description: answer.description,
          state: answer.state,
        }),
      );
    case 'error-page':
      return redirect(
        withQuery(`${poolPath(exchange)}/error`, { error: answer.error, client_id: answer.clientId }),
      );
    case 'json':
      return jsonResponse(
        answer.status,
        { error: answer.error, error_description: answer.description },
        answer.headers,
      );
    case 'page':
      return pageResponse(exchange, {
        status: answer.status,
        title: 'Error',
        heading: answer.heading,
        content: html`<p class="alert" role="alert">${answer.text}</p>`,
      });
  }
}
