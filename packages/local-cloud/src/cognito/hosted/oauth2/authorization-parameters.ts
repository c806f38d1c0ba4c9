import { hasRepeats } from '../browser/form-body.ts';
import type { HostedClient } from '../hosted-backend.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { requestedScopes } from './requested-scopes.ts';

/** 32 bytes as base64url, which is what S256 makes. */
const CHALLENGE_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The parameters of an authorization request that are answered at the app's own address when wrong. */
export function checkAuthorizationParameters(
  client: HostedClient,
  redirectUri: string,
  query: URLSearchParams,
): Omit<AuthorizationRequest, 'client' | 'redirectUri'> {
  const value = (name: string): string | undefined => query.get(name) || undefined;
  const [state, ...moreStates] = query.getAll('state');

  function refuse(error: string, reason: RefusalReason): never {
    throw new Refusal(
      { kind: 'callback', redirectUri, error, state: moreStates.length === 0 ? state : undefined },
      reason,
    );
  }
  const invalid = (text: string, hint?: string): never =>
    refuse('invalid_request', { rule: 'authorization request', text, ...(hint ? { hint } : {}) });

  function responseType(): 'code' | 'token' {
    const type = value('response_type');
    if (type !== 'code' && type !== 'token') {
      return invalid(
        'response_type must be code or token.',
        'Ask for code, and send a code_challenge (PKCE).',
      );
    }
    if (!client.flows.has(type === 'code' ? 'code' : 'implicit')) {
      const grant = type === 'code' ? 'authorization code' : 'implicit';
      refuse('unauthorized_client', {
        rule: `OAuth flows of app client ${client.name}`,
        text: `The client is not allowed the ${grant} grant, which response_type=${type} asks for.`,
        hint: `Add ${type === 'code' ? 'code' : 'implicit'} to AllowedOAuthFlows, or ask for the other response_type.`,
      });
    }
    return type;
  }

  function challenge(): string | undefined {
    const sent = value('code_challenge');
    const method = value('code_challenge_method');
    if (sent === undefined && method === undefined) return undefined;
    if (method !== 'S256') {
      return invalid('code_challenge_method must be S256.', 'Cognito takes no plain challenges.');
    }
    if (sent === undefined || !CHALLENGE_SHAPE.test(sent)) {
      return invalid('code_challenge must be the SHA-256 of the verifier as base64url: 43 characters.');
    }
    return sent;
  }

  function prompt(): 'none' | 'login' | undefined {
    const sent = value('prompt');
    if (sent === undefined || sent === 'none' || sent === 'login') return sent;
    return invalid(
      'prompt must be none or login.',
      'Other values need managed login, which is not emulated.',
    );
  }

  function scopes(): readonly string[] {
    const asked = requestedScopes(value('scope'), client.scopes);
    if (asked.ok) return asked.scopes;
    return refuse('invalid_scope', {
      rule: `OAuth scopes of app client ${client.name}`,
      text: asked.text,
      hint: `The client may ask for: ${client.scopes.join(' ')}`,
    });
  }

  if (hasRepeats(query)) invalid('A parameter stands in the query more than once.');
  for (const name of ['resource', 'idp_identifier']) {
    if (value(name) !== undefined) invalid(`The parameter ${name} is not emulated.`);
  }
  const provider = value('identity_provider');
  if (provider !== undefined && provider !== 'COGNITO') {
    invalid(
      'identity_provider must be COGNITO.',
      'Sign-in with other identity providers is not emulated. Leave the parameter out.',
    );
  }
  return {
    responseType: responseType(),
    challenge: challenge(),
    prompt: prompt(),
    scopes: scopes(),
    state,
    nonce: value('nonce'),
    loginHint: value('login_hint'),
    query: query.toString(),
  };
}
