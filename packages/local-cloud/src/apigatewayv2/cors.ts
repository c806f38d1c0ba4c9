import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { CorsSettings } from './http-api-model.ts';

/** What an API's CORS configuration does to its answers. */
export interface Cors {
  /** The answer to a preflight; its origin decides whether it allows anything. */
  preflight(request: HttpRequest): HttpResponse;
  /** The answer with the configured headers in place of a backend's own. */
  applied(response: HttpResponse, request: HttpRequest): HttpResponse;
}

/** A browser's question before a request to another origin (Fetch standard, CORS-preflight fetch). */
export function isPreflight(request: HttpRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.header('origin') !== undefined &&
    request.header('access-control-request-method') !== undefined
  );
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export function cors(settings: CorsSettings): Cors {
  const everyOrigin = settings.allowOrigins.includes('*');
  const allows = allowedOrigins(settings.allowOrigins);
  const listed = (name: string, values: readonly string[]): Record<string, string> =>
    values.length === 0 ? {} : { [name]: values.join(',') };

  const shared = (request: HttpRequest): Record<string, string> | undefined => {
    const origin = request.header('origin');
    if (origin === undefined || !allows(origin)) return undefined;
    return {
      'access-control-allow-origin': everyOrigin ? '*' : origin,
      ...(settings.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
      ...listed('access-control-expose-headers', settings.exposeHeaders),
    };
  };

  return {
    preflight: (request) => {
      const headers = shared(request);
      if (headers === undefined) return { status: 204, headers: {} };
      const { maxAge } = settings;
      return {
        status: 204,
        headers: {
          ...headers,
          ...listed('access-control-allow-methods', settings.allowMethods),
          ...listed('access-control-allow-headers', settings.allowHeaders),
          ...(maxAge === undefined ? {} : { 'access-control-max-age': String(maxAge) }),
        },
      };
    },
    applied: (response, request) => {
      const own = Object.entries(response.headers).filter(
        ([name]) => !name.toLowerCase().startsWith('access-control-'),
      );
      return { ...response, headers: { ...Object.fromEntries(own), ...shared(request) } };
    },
  };
}

/** `http://*` and `https://*` stand for every origin of that scheme. */
function allowedOrigins(origins: readonly string[]): (origin: string) => boolean {
  if (origins.includes('*')) return () => true;
  const exact = new Set(origins.map((origin) => origin.toLowerCase()));
  const schemes = ['http://', 'https://'].filter((scheme) => exact.has(`${scheme}*`));
  return (origin) => {
    const lower = origin.toLowerCase();
    return exact.has(lower) || schemes.some((scheme) => lower.startsWith(scheme));
  };
}
