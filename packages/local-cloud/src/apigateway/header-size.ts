import type { HttpRequest } from '../front-door/http.ts';

/** The most bytes that the request line and the headers may have together. */
export const HEADER_LIMIT = 10_240;

/** The bytes of the request line and the headers. */
export function headerBytes({ method, rawPath, rawQuery, headers }: HttpRequest): number {
  let bytes = method.length + rawPath.length + rawQuery.length;
  // Header lines come as Latin-1: a character is a byte.
  for (const [name, value] of headers) bytes += name.length + value.length;
  return bytes;
}
