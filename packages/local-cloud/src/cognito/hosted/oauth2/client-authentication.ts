import { sameText } from '../browser/same-text.ts';
import type { HostedClient } from '../hosted-backend.ts';
import type { HostedExchange } from '../hosted-site.ts';
import type { Refusal } from '../refusal.ts';
import { tokenRefusal } from './token-refusal.ts';

interface Credentials {
  readonly clientId: string;
  readonly secret: string | undefined;
}

/**
 * The app client that sends a token or revocation request, proved by its secret when it has one: in an
 * `Authorization: Basic` header or in the form, not in both (RFC 6749 section 2.3.1).
 * `status` is that of a refusal.
 */
export function authenticateClient(
  exchange: HostedExchange,
  form: URLSearchParams,
  status: 400 | 401 = 400,
): HostedClient {
  const { site, pool, request } = exchange;
  const refuse = (text: string, hint?: string): Refusal =>
    tokenRefusal(
      'invalid_client',
      { rule: 'client authentication', text, ...(hint ? { hint } : {}) },
      status,
    );

  const header = request.header('authorization');
  const credentials = header === undefined ? formCredentials(form) : basicCredentials(header);
  if (credentials === undefined) throw refuse('The Authorization header is not Basic client credentials.');
  if (header !== undefined) checkAgainstForm(credentials, form);

  const client = site.backend.client(pool.id, credentials.clientId);
  if (client === undefined) {
    throw refuse(
      `User pool ${pool.id} has no app client of that id.`,
      'Check the client id and that it is of this pool.',
    );
  }
  if (client.secret === undefined && credentials.secret !== undefined) {
    throw refuse(`App client ${client.name} has no secret, but one was sent.`, 'Send client_id alone.');
  }
  if (client.secret !== undefined && !sameText(client.secret, credentials.secret ?? '')) {
    const text = credentials.secret === undefined ? 'none was sent' : 'another was sent';
    throw refuse(
      `App client ${client.name} has a secret, but ${text}.`,
      'Send the secret, or make the client without one (GenerateSecret: false), as browsers need it.',
    );
  }
  if (!client.oauthEnabled) {
    throw tokenRefusal('unauthorized_client', {
      rule: `OAuth of app client ${client.name}`,
      text: 'Client is not enabled for OAuth2.0 flows.',
    });
  }
  return client;
}

function formCredentials(form: URLSearchParams): Credentials {
  const clientId = form.get('client_id');
  if (clientId) return { clientId, secret: form.get('client_secret') || undefined };
  throw tokenRefusal('invalid_request', {
    rule: 'client authentication',
    text: 'client_id is missing, and there is no Authorization header.',
  });
}

function basicCredentials(header: string): Credentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const mark = text.indexOf(':');
  if (mark < 1) return undefined;
  const secret = formDecoded(text.slice(mark + 1));
  return { clientId: formDecoded(text.slice(0, mark)), secret: secret === '' ? undefined : secret };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? '';
}

function checkAgainstForm(credentials: Credentials, form: URLSearchParams): void {
  const clientId = form.get('client_id');
  if (form.get('client_secret') || (clientId && clientId !== credentials.clientId)) {
    throw tokenRefusal('invalid_request', {
      rule: 'client authentication',
      text: 'Client credentials stand both in the Authorization header and in the form.',
    });
  }
}
