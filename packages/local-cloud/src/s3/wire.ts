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

/** An error in S3's form. Those of its members that are named like headers become headers. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  const headers: Record<string, string> = {};
  const members: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.members)) {
    (/^(?:x-amz-|ETag$|Allow$)/.test(name) ? headers : members)[name] = String(value);
  }
  if (error.status === 304) return withRequestId({ status: 304, headers }, request);
  const { code: Code, message: Message } = error;
  const document = { Code, Message, ...members, RequestId: request.id, HostId: request.id };
  return withRequestId(
    {
      status: error.status,
      headers: { 'Content-Type': 'application/xml', ...headers },
      body: xmlDocument('Error', document, false),
    },
    request,
  );
}

/**
 * What every answer of S3 carries. What people put into buckets shares the listener with other things, so a
 * browser that opens an object gives it no origin, runs no script in it and guesses no type.
 */
export function withRequestId(answer: HttpResponse, { id }: HttpRequest): HttpResponse {
  return {
    ...answer,
    headers: {
      'x-amz-request-id': id,
      'x-amz-id-2': id,
      'Content-Security-Policy': 'sandbox',
      'X-Content-Type-Options': 'nosniff',
      ...answer.headers,
    },
  };
}
