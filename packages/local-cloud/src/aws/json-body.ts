import { AwsError } from './aws-error.ts';

/** What a request's body holds: an empty object for an empty one. Throws AwsError `SerializationException`. */
export function parseJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.length === 0 ? '{}' : body.toString());
  } catch (cause) {
    throw new AwsError('SerializationException', 'The request body is not JSON.', 400, {}, { cause });
  }
}
