import { Readable } from 'node:stream';
import { AwsError } from '../aws/aws-error.ts';
import { EVENT_STREAM_TYPE } from '../aws/event-stream.ts';
import { parseJsonBody } from '../aws/json-body.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';

const TARGET = /^Logs_20140328\.([A-Za-z]+)$/;

/** The operation that `X-Amz-Target` names. Throws AwsError `UnknownOperationException`. */
export function operationName(request: HttpRequest): string {
  const name = TARGET.exec(request.header('x-amz-target') ?? '')?.[1];
  if (name === undefined) throw new AwsError('UnknownOperationException', 'The operation is not known.');
  return name;
}

/** The members of the operation's input. Throws AwsError `SerializationException`. */
export function parseInput(body: Buffer): Readonly<Record<string, unknown>> {
  const input = parseJsonBody(body);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  }
  return { ...input };
}

export function success(output: object | Readable | undefined, request: HttpRequest): HttpResponse {
  if (output instanceof Readable) {
    const headers = { 'Content-Type': EVENT_STREAM_TYPE, 'x-amzn-RequestId': request.id };
    return { status: 200, headers, body: output };
  }
  return {
    status: 200,
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': request.id },
    body: output === undefined ? '' : JSON.stringify(output),
  };
}

/** An error in the form of AWS's JSON 1.1 protocol. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': request.id },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
  };
}
