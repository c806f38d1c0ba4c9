import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ApiProblem, invalidRequest } from './api-problem.ts';
import { jsonPointer } from './check-input.ts';
import { jsonFault } from './json-fault.ts';
import { tooDeepAt } from './too-deep.ts';

/** What an operation takes for a body. */
export interface BodyLimits {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
  /** Levels of objects and arrays. */
  readonly maxDepth: number;
}

/** The JSON that a request carries. One without a Content-Type is read as JSON, because simple clients leave it out. */
export function readBody(
  event: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>,
  contentType: string | undefined,
  { mediaTypes, maxBytes, maxDepth }: BodyLimits,
): unknown {
  checkMediaType(contentType, mediaTypes);
  const text = bodyText(event);
  if (Buffer.byteLength(text) > maxBytes) {
    throw new ApiProblem('content-too-large', { detail: `The body has more than ${maxBytes} bytes` });
  }
  if (text.trim() === '') throw invalidRequest('', 'The body is empty');
  const value = parsed(text);
  const deep = tooDeepAt(value, maxDepth);
  if (deep !== undefined) throw invalidRequest(jsonPointer(deep), `Nested deeper than ${maxDepth} levels`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = jsonFault(text) ?? text.length;
    const lines = text.slice(0, position).split('\n');
    throw new ApiProblem('invalid-request', {
      detail: `The body is not JSON: see position ${position} (line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1})`,
      cause: error,
    });
  }
}

function checkMediaType(contentType: string | undefined, mediaTypes: readonly string[]): void {
  if (contentType === undefined || contentType.trim() === '') return;
  const [essence = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (mediaTypes.includes(essence) && (charset === undefined || charset === 'utf-8' || charset === 'utf8'))
    return;
  throw new ApiProblem('unsupported-media-type', { detail: `Send ${mediaTypes.join(' or ')} in UTF-8` });
}

/** The body as text. Throws a 400 problem when it is not UTF-8. */
export function bodyText(event: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): string {
  if (event.body === null || event.body === undefined) return '';
  if (!event.isBase64Encoded) return event.body;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(event.body, 'base64'));
  } catch (error) {
    throw new ApiProblem('invalid-request', { detail: 'The body is not UTF-8', cause: error });
  }
}
