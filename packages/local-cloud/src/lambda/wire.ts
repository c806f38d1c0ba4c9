import type { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';

/** Errors whose text stands under `Message` in Lambda's model; the others have `message`. */
const CAPITAL_MESSAGE = new Set(['ResourceNotFoundException', 'AccessDeniedException', 'ServiceException']);

export function json(status: number, content: object, request: HttpRequest): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': request.id },
    body: JSON.stringify(content),
  };
}

export function noContent(status: number, request: HttpRequest): HttpResponse {
  return { status, headers: { 'x-amzn-RequestId': request.id }, body: '' };
}

/** An error in the form of AWS's REST JSON protocol. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  const message = CAPITAL_MESSAGE.has(error.code) ? 'Message' : 'message';
  const status = error.status === 400 && error.code === 'AccessDeniedException' ? 403 : error.status;
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': request.id,
      'x-amzn-ErrorType': error.code,
    },
    body: JSON.stringify({ ...error.members, Type: 'User', [message]: error.message }),
  };
}
