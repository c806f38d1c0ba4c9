import type { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';

export function success(output: object, request: HttpRequest): HttpResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': request.id },
    body: JSON.stringify(output),
  };
}

/** An error in the form of AWS's REST JSON protocol. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  return {
    status: error.status === 400 && error.code === 'AccessDeniedException' ? 403 : error.status,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': request.id,
      'x-amzn-ErrorType': error.code,
    },
    body: JSON.stringify({ message: error.message }),
  };
}
