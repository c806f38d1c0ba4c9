import type { HostedExchange } from '../hosted-site.ts';
import { expireCookie, readCookie, setCookie } from './cookies.ts';

const COOKIE = 'cognito-step';

/** Seconds. */
export const PENDING_LIFETIME: number = 15 * 60;

/**
 * What a browser is in the middle of, kept on this side between one page and the next. Never a password.
 * `username` is what the person typed.
 */
export type PendingStep = { readonly clientId: string; readonly username: string } & (
  | { readonly kind: 'confirm'; readonly destination?: string }
  | { readonly kind: 'reset-password'; readonly destination?: string }
  | { readonly kind: 'totp'; readonly session: string }
  | { readonly kind: 'mfa-setup'; readonly session: string; readonly secret: string }
  | { readonly kind: 'new-password'; readonly session: string }
  | { readonly kind: 'notice'; readonly notice: 'confirmed' | 'password-changed' }
);

export type PendingKind = PendingStep['kind'];

/** The step of that kind that this browser is in, for this client. */
export function findPending<Kind extends PendingKind>(
  exchange: HostedExchange,
  clientId: string,
  kind: Kind,
): Extract<PendingStep, { kind: Kind }> | undefined {
  const secret = readCookie(exchange.request, COOKIE);
  const step = secret === undefined ? undefined : exchange.site.pendingSteps.find(exchange.pool.id, secret);
  return step?.clientId === clientId && isKind(step, kind) ? step : undefined;
}

/** Begins a step and gives the `Set-Cookie` line that binds it to the browser. Ends the one before. */
export async function beginPending(exchange: HostedExchange, step: PendingStep): Promise<string> {
  await forgetPending(exchange);
  const secret = await exchange.site.pendingSteps.issue(exchange.pool.id, step);
  return setCookie(exchange, COOKIE, secret, PENDING_LIFETIME);
}

/** Ends the step and gives the `Set-Cookie` line that says so. */
export async function endPending(exchange: HostedExchange): Promise<string> {
  await forgetPending(exchange);
  return expireCookie(exchange, COOKIE);
}

async function forgetPending(exchange: HostedExchange): Promise<void> {
  const secret = readCookie(exchange.request, COOKIE);
  if (secret !== undefined) await exchange.site.pendingSteps.forget(exchange.pool.id, secret);
}

function isKind<Kind extends PendingKind>(
  step: PendingStep,
  kind: Kind,
): step is Extract<PendingStep, { kind: Kind }> {
  return step.kind === kind;
}
