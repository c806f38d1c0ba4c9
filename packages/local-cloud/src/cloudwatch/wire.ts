import { gunzipSync } from 'node:zlib';
import { AwsError } from '../aws/aws-error.ts';
import { parseJsonBody } from '../aws/json-body.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import { queryAnswer, queryFailure, queryParameters, type XmlValue } from '../iam/query-protocol.ts';
import type { Answer, AnswerMembers } from './cloudwatch-call.ts';

const NAMESPACE = 'http://monitoring.amazonaws.com/doc/2010-08-01/';
const VERSION = '2010-08-01';
const TARGET = /^GraniteServiceVersion20100801\.([A-Za-z]+)$/;
const CONTENT_TYPE = 'application/x-amz-json-1.0';
const MOST_BYTES = 16 * 1024 * 1024;

/** What a call asks for. */
export interface AskedOperation {
  readonly name: string;
  readonly input: unknown;
}

/**
 * Reads a call in AWS JSON 1.0, as today's SDK sends it, or in the query protocol of the older ones. A long body
 * may come compressed. Throws AwsError.
 */
export function readCall(request: HttpRequest, body: Buffer): AskedOperation {
  const content = inflated(request, body);
  if (request.header('smithy-protocol') !== undefined) {
    throw new AwsError(
      'UnknownOperationException',
      'Of the protocols of CloudWatch, AWS JSON 1.0 and the query protocol are emulated.',
    );
  }
  if (isJson(request)) {
    const name = TARGET.exec(request.header('x-amz-target') ?? '')?.[1] ?? '';
    return { name, input: parseJsonBody(content) };
  }
  const parameters = queryParameters(request, content);
  if ((parameters.get('Version') ?? VERSION) !== VERSION) return { name: '', input: {} };
  return { name: parameters.get('Action') ?? '', input: nested(parameters) };
}

export function success(name: string, output: AnswerMembers | undefined, request: HttpRequest): HttpResponse {
  if (!isJson(request)) return queryAnswer(NAMESPACE, name, membersXml(output ?? {}), request.id);
  return {
    status: 200,
    headers: { 'Content-Type': CONTENT_TYPE, 'x-amzn-RequestId': request.id },
    body: JSON.stringify(json(output ?? {})),
  };
}

/** The codes of the query protocol, and the names of their shapes in the others. */
const SHAPES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  InvalidParameterCombination: 'InvalidParameterCombinationException',
  InvalidParameterValue: 'InvalidParameterValueException',
  LimitExceeded: 'LimitExceededException',
  MissingParameter: 'MissingRequiredParameterException',
};

/** An error in the form of the call's protocol; in JSON with the query protocol's code beside it. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  if (!isJson(request)) return queryFailure(NAMESPACE, error, request.id);
  const shape = SHAPES[error.code] ?? error.code;
  return {
    status: error.status,
    headers: {
      'Content-Type': CONTENT_TYPE,
      'x-amzn-RequestId': request.id,
      'x-amzn-query-error': `${error.code};Sender`,
    },
    body: JSON.stringify({
      __type: `com.amazonaws.cloudwatch.v2010_08_01#${shape}`,
      message: error.message,
      ...error.members,
    }),
  };
}

function isJson(request: HttpRequest): boolean {
  return request.header('x-amz-target') !== undefined;
}

function inflated(request: HttpRequest, body: Buffer): Buffer {
  if (request.header('content-encoding') !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body cannot be decompressed.', 400, {}, { cause });
  }
}

const MOST_PARAMETERS = 200_000;

/** `MetricData.member.1.MetricName=x` as `{ MetricData: [{ MetricName: 'x' }] }`. */
function nested(parameters: URLSearchParams): unknown {
  if (parameters.size > MOST_PARAMETERS) {
    throw new AwsError('RequestEntityTooLarge', 'The call has too many parameters.', 413);
  }
  const root = new Map<string, unknown>();
  for (const [name, value] of parameters) {
    let at = root;
    const path = name.split('.');
    for (const part of path.slice(0, -1)) {
      const next = at.get(part);
      const inner: Map<string, unknown> = next instanceof Map ? next : new Map();
      at.set(part, inner);
      at = inner;
    }
    at.set(path.at(-1) ?? '', value);
  }
  return plain(root);
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const list = value.get('member');
  if (value.size === 1 && list instanceof Map) {
    return [...list].sort(([a], [b]) => Number(a) - Number(b)).map(([, entry]) => plain(entry));
  }
  return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
}

function json(value: Answer): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (isList(value)) return value.map(json);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, json(member)]])),
  );
}

function xml(value: Answer): XmlValue {
  if (value instanceof Date) return value.toISOString();
  if (isList(value)) return value.map(xml);
  return typeof value === 'object' ? membersXml(value) : value;
}

function membersXml(members: AnswerMembers): Readonly<Record<string, XmlValue>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, member]) => (member === undefined ? [] : [[name, xml(member)]])),
  );
}

function isList(value: Answer): value is readonly Answer[] {
  return Array.isArray(value);
}
