import { firstMediaType } from '../apigateway/media-types.ts';
import type { HttpExchange } from './http-exchange.ts';

/** The body of an event. */
export interface EventBody {
  /** Undefined when there is none. */
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
}

const TEXT_TYPES: ReadonlySet<string> = new Set([
  'application/javascript',
  'application/json',
  'application/xml',
]);

/** A body as text where its Content-Type is one of text; forms and bodies without a type count as binary. */
export function eventBody({ body, http }: HttpExchange): EventBody {
  if (body.length === 0) return { body: undefined, isBase64Encoded: false };
  const type = firstMediaType(http.header('content-type') ?? '');
  const text = type.startsWith('text/') || TEXT_TYPES.has(type);
  return { body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text };
}
