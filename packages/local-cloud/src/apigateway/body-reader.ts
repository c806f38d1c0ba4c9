import { BodyTooLargeError, type HttpRequest } from '../front-door/http.ts';
import type { Refusal } from './refusal.ts';

/** The most bytes that a request's body may have. */
export const BODY_LIMIT = 10_485_760;

/** Reads the body into the exchange, once everything that does not need it has let the request through. */
export async function bodyReader(exchange: {
  readonly http: HttpRequest;
  body: Buffer;
}): Promise<Refusal | undefined> {
  const { http } = exchange;
  if (http.header('content-length') === undefined && http.header('transfer-encoding') === undefined) {
    return undefined;
  }
  try {
    exchange.body = await http.body(BODY_LIMIT);
    return undefined;
  } catch (error) {
    if (error instanceof BodyTooLargeError) return requestTooLarge();
    return {
      type: 'DEFAULT_4XX',
      message: 'Bad Request',
      rule: 'request body',
      detail: 'The client ended the connection before its body was complete.',
    };
  }
}

/** A body whose length was not announced and turned out to be too much. */
function requestTooLarge(): Refusal {
  return {
    type: 'REQUEST_TOO_LARGE',
    message: 'Request Too Long',
    rule: 'payload size',
    detail: `The body has more than ${BODY_LIMIT} bytes.`,
    hint: 'API Gateway takes 10 MB at most: upload larger files to S3 with a presigned URL.',
  };
}
