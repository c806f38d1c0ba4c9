import type { HostedClient } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import { checkAuthorizationParameters } from './authorization-parameters.ts';

/** An authorization request (RFC 6749 section 4.1.1) that broke no rule. */
export interface AuthorizationRequest {
  readonly client: HostedClient;
  /** One of the client's callback URLs. */
  readonly redirectUri: string;
  readonly responseType: 'code' | 'token';
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  /** The S256 challenge of RFC 7636. */
  readonly challenge: string | undefined;
  readonly prompt: 'none' | 'login' | undefined;
  readonly loginHint: string | undefined;
  /** The request as a query, to be kept on every link and form. */
  readonly query: string;
}

/**
 * The authorization request in the query. The pages carry it along, and whoever can write a link can change
 * it, so each page reads it anew. Throws Refusal: to the app only once its address is proved registered.
 */
export function readAuthorizationRequest(exchange: HostedExchange): AuthorizationRequest {
  const query = exchange.request.query;
  const client = requestingClient(exchange, query);
  const redirectUri = registeredRedirectUri(client, query);
  return { client, redirectUri, ...checkAuthorizationParameters(client, redirectUri, query) };
}

function requestingClient(exchange: HostedExchange, query: URLSearchParams): HostedClient {
  const [clientId, ...more] = query.getAll('client_id');
  const rule = 'authorization request';
  if (clientId === undefined || more.length > 0) {
    throw toErrorPage('invalid_request', undefined, {
      rule,
      text:
        clientId === undefined ? 'client_id is missing.' : 'client_id stands in the query more than once.',
    });
  }
  const client = exchange.site.backend.client(exchange.pool.id, clientId);
  if (client === undefined) {
    throw toErrorPage('invalid_request', undefined, {
      rule,
      text: `User pool ${exchange.pool.id} has no app client of the client_id that was sent.`,
      hint: 'Send the id of an app client of this pool, as the stack’s outputs have it.',
    });
  }
  if (!client.oauthEnabled) {
    throw toErrorPage('unauthorized_client', client.id, {
      rule: `OAuth of app client ${client.name}`,
      text: 'Client is not enabled for OAuth2.0 flows.',
      hint: 'Give the app client OAuth flows, scopes and callback URLs (AllowedOAuthFlowsUserPoolClient).',
    });
  }
  return client;
}

function registeredRedirectUri(client: HostedClient, query: URLSearchParams): string {
  const sent = query.getAll('redirect_uri');
  const redirectUri = sent.length === 0 ? client.defaultRedirectUri : sent[0];
  if (redirectUri === undefined || sent.length > 1) {
    throw toErrorPage('invalid_request', client.id, {
      rule: 'authorization request',
      text:
        sent.length > 1
          ? 'redirect_uri stands in the query more than once.'
          : "Required String parameter 'redirect_uri' is not present",
    });
  }
  if (!client.callbackUrls.includes(redirectUri)) {
    throw toErrorPage('redirect_mismatch', client.id, {
      rule: `callback URLs of app client ${client.name}`,
      text: `redirect_uri is not one of the client’s callback URLs: ${client.callbackUrls.join(', ')}`,
      hint: 'The two must be equal to the letter: scheme, host (localhost is not 127.0.0.1), port, path and a slash at the end.',
    });
  }
  return redirectUri;
}

function toErrorPage(error: string, clientId: string | undefined, reason: RefusalReason): Refusal {
  return new Refusal({ kind: 'error-page', error, clientId }, reason);
}
