import type { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import { type XmlMembers, xmlDocument } from './xml.ts';

/** An answer whose body is a document. */
export function documentAnswer(root: string, members: XmlMembers): HttpResponse {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: xmlDocument(root, members),
  };
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers };
}

/** An error as it leaves the service. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  return withRequestId(bareFailure(error, request), request);
}

/** The members of an error; those that are named like headers become headers. */
export function errorMembers(error: AwsError): {
  readonly headers: Record<string, string>;
  readonly members: Record<string, string>;
} {
  const headers: Record<string, string> = {};
  const members: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.members)) {
    (/^(?:x-amz-|ETag$|Allow$|Location$)/.test(name) ? headers : members)[name] = String(value);
  }
  return { headers, members };
}

/** An error in S3's form. */
export function bareFailure(error: AwsError, request: HttpRequest): HttpResponse {
  const { headers, members } = errorMembers(error);
  if (error.status === 304) return { status: 304, headers };
  const { code: Code, message: Message } = error;
  const document = { Code, Message, ...members, RequestId: request.id, HostId: request.id };
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/xml', ...headers },
    body: xmlDocument('Error', document, false),
  };
}

/** The names of the request, which every answer of S3 carries. */
export function withIds(answer: HttpResponse, { id }: HttpRequest): HttpResponse {
  return {
    ...answer,
    headers: { 'x-amz-request-id': id, 'x-amz-id-2': id, Server: 'AmazonS3', ...answer.headers },
  };
}

/**
 * The same for answers on the one listener. What people put into buckets shares it with other things, so a browser
 * that opens an object gives it no origin, runs no script in it and guesses no type.
 */
export function withRequestId(answer: HttpResponse, request: HttpRequest): HttpResponse {
  const { headers, ...rest } = withIds(answer, request);
  return {
    ...rest,
    headers: { 'Content-Security-Policy': 'sandbox', 'X-Content-Type-Options': 'nosniff', ...headers },
  };
}
