import type { HttpResponse } from '../../../front-door/http.ts';

/** A 302 to `location`, which nothing may keep. */
export function redirect(location: string, cookies: readonly string[] = []): HttpResponse {
  return {
    status: 302,
    headers: {
      Location: asciiOnly(location),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      ...(cookies.length === 0 ? {} : { 'Set-Cookie': cookies }),
    },
  };
}

/** `uri` with parameters added to its query. Those without a value are left out. */
export function withQuery(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  return `${uri}${uri.includes('?') ? '&' : '?'}${encode(parameters)}`;
}

/** `uri` with the parameters as its fragment, as the implicit grant answers (RFC 6749 section 4.2.2). */
export function withFragment(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  return `${uri}#${encode(parameters)}`;
}

function encode(parameters: Readonly<Record<string, string | undefined>>): string {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) encoded.append(name, value);
  return encoded.toString();
}

/** A header takes no other characters; a registered address may hold some. */
function asciiOnly(uri: string): string {
  return uri.replace(/[^\x21-\x7e]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}
