import { readFormBody } from '../browser/form-body.ts';
import type { HostedExchange } from '../hosted-site.ts';
import { tokenRefusal } from './token-refusal.ts';

/**
 * The form of a token or revocation request. Cognito answers another content type with 405, as it does
 * another method.
 */
export async function readTokenForm(exchange: HostedExchange): Promise<URLSearchParams> {
  const form = await readFormBody(exchange.request);
  if (form.ok) return form.fields;
  throw tokenRefusal(
    'invalid_request',
    { rule: 'form body', text: form.text },
    form.status === 415 ? 405 : form.status,
  );
}

/** A parameter that must be there. */
export function requiredParameter(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw tokenRefusal('invalid_request', { rule: 'token request', text: `The parameter ${name} is missing.` });
}
