import type { HttpResponse } from '../../../front-door/http.ts';

// `*` goes together with no cookie: a browser that sends credentials gets no answer to read.
const ANY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'WWW-Authenticate',
};

/** The answer to a browser that asks whether an app on another origin may call. */
export function preflightResponse(methods: readonly string[]): HttpResponse {
  return {
    status: 204,
    headers: {
      ...ANY_ORIGIN,
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Amz-User-Agent',
      'Access-Control-Max-Age': '600',
    },
  };
}

/** `response`, for apps on any origin to read. */
export function forAnyOrigin(response: HttpResponse): HttpResponse {
  return { ...response, headers: { ...response.headers, ...ANY_ORIGIN } };
}
