const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header value may not hold
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const BEYOND_LATIN1 = /[\u0100-\uffff]/;

/** RFC 9110 section 5.1: a header's name is a token. */
export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** A value without control characters (RFC 9110 section 5.5): nothing that could begin another header. */
export function isHeaderValue(value: string): boolean {
  return !FORBIDDEN.test(value);
}

/** The value as it goes over the wire: characters beyond Latin-1 as their UTF-8 bytes. */
export function wireHeaderValue(value: string): string {
  return BEYOND_LATIN1.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** A mapped value fit for the wire; undefined when there is none or when it may not be sent. */
export function mappedHeaderValue(value: string | undefined): string | undefined {
  return value === undefined || !isHeaderValue(value) ? undefined : wireHeaderValue(value);
}

/** Sets a header by a mapping, in place of one of the same name; drops what may not be sent. */
export function setMappedHeader(
  headers: Record<string, string>,
  name: string,
  value: string | undefined,
): void {
  const safe = mappedHeaderValue(value);
  if (safe === undefined || !isHeaderName(name)) return;
  const lower = name.toLowerCase();
  for (const known of Object.keys(headers)) if (known.toLowerCase() === lower) delete headers[known];
  headers[name] = safe;
}
