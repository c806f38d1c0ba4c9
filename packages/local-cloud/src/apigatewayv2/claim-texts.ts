import type { TokenClaims } from '../cognito/token-verifier.ts';

const known = new WeakMap<TokenClaims, Readonly<Record<string, string>>>();

/**
 * A token's claims as an HTTP API hands them on: every value a string, lists as `[a b]`, objects as JSON;
 * claims that are null are left out. Remembered as long as the claims are.
 */
export function claimTexts(claims: TokenClaims): Readonly<Record<string, string>> {
  const remembered = known.get(claims);
  if (remembered !== undefined) return remembered;
  const texts: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(claims)) {
    if (value !== null && value !== undefined) texts[name] = claimText(value);
  }
  known.set(claims, texts);
  return texts;
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The scopes of a token: `scp`, or `scope`, as a list or as a text with spaces. */
export function scopesOf({ scp, scope }: TokenClaims): readonly string[] {
  const given = scp ?? scope;
  if (Array.isArray(given)) return given.map(String);
  return typeof given === 'string' ? given.split(' ').filter((one) => one !== '') : [];
}
