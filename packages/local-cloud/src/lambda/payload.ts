import { AwsError } from '../aws/aws-error.ts';

/** Bytes of JSON that a synchronous request may have. */
export const MAX_REQUEST_BYTES = 6_291_456;
/** Bytes of JSON that an event may have. */
export const MAX_EVENT_BYTES = 1_048_576;

/** Throws AwsError `RequestEntityTooLargeException` when the text has more than `limit` bytes as UTF-8. */
export function checkSize(payload: string, limit: number): void {
  if (payload.length * 3 <= limit || Buffer.byteLength(payload) <= limit) return;
  throw new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    413,
  );
}

/** Throws AwsError `InvalidRequestContentException` when a payload is not JSON. An empty one is the event `{}`. */
export function checkJson(payload: string): void {
  if (payload === '') return;
  try {
    JSON.parse(payload);
  } catch (error) {
    throw unreadablePayload(error instanceof Error ? error.message : String(error));
  }
}

export function unreadablePayload(reason: string): AwsError {
  return new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`);
}
