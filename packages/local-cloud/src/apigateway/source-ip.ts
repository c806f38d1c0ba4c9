import type { HttpRequest } from '../front-door/http.ts';

/** The address of the client as IPv4 where it is one. */
export function sourceIp({ remoteAddress }: HttpRequest): string {
  return remoteAddress.startsWith('::ffff:') ? remoteAddress.slice(7) : remoteAddress;
}
