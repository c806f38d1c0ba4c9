import type { TokenClaims } from '../cognito/token-verifier.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const known = new WeakMap<TokenClaims, Readonly<Record<string, string>>>();

/**
 * A token's claims as a function sees them behind a Cognito authorizer: every value a string, `exp` and
 * `iat` as `Wed May 01 13:10:22 UTC 2024`, lists joined with commas. Remembered as long as the claims are.
 */
export function claimStrings(claims: TokenClaims): Readonly<Record<string, string>> {
  const remembered = known.get(claims);
  if (remembered !== undefined) return remembered;
  const strings: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(claims)) {
    strings[name] =
      (name === 'exp' || name === 'iat') && typeof value === 'number' ? javaDate(value) : claimText(value);
  }
  known.set(claims, strings);
  return strings;
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return value.map(claimText).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `java.util.Date.toString()` in UTC. */
function javaDate(epochSeconds: number): string {
  const date = new Date(epochSeconds * 1000);
  if (Number.isNaN(date.getTime())) return String(epochSeconds);
  const iso = date.toISOString();
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${iso.slice(11, 19)} UTC ${date.getUTCFullYear()}`;
}
