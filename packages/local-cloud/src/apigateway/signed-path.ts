import type { HttpRequest } from '../front-door/http.ts';

/** The request under the path that its client signed: below the front door the mount point is gone. */
export function asSigned(http: HttpRequest, apiId: string): HttpRequest {
  return http.header('host')?.startsWith(`${apiId}.`) === true
    ? http
    : http.at(`/execute-api/${apiId}${http.rawPath}`);
}
