import { crc32 } from 'node:zlib';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { Sources } from '../aws/sources.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { Engine, Operation } from './engine.ts';
import type { TableMetrics } from './table-metrics.ts';

const REQUEST_ID_LENGTH = 52;

/** Where AWS's framework, not DynamoDB, declares the error. */
const NAMESPACES: Readonly<Record<string, string>> = {
  ValidationException: 'com.amazon.coral.validate',
  AccessDeniedException: 'com.amazon.coral.service',
  ExpiredTokenException: 'com.amazon.coral.service',
  IncompleteSignatureException: 'com.amazon.coral.service',
  InvalidSignatureException: 'com.amazon.coral.service',
  MissingAuthenticationTokenException: 'com.amazon.coral.service',
  SerializationException: 'com.amazon.coral.service',
  UnknownOperationException: 'com.amazon.coral.service',
  UnrecognizedClientException: 'com.amazon.coral.service',
};
const DEFAULT_NAMESPACE = 'com.amazonaws.dynamodb.v20120810';
const CONDITION_FAILED = 'ConditionalCheckFailedException';
/** What has metrics of its own. */
const NO_USER_ERRORS = new Set([
  CONDITION_FAILED,
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
]);
/** These spell their message with a capital letter. */
const CAPITAL_MESSAGE = new Set([
  'AccessDeniedException',
  'IdempotentParameterMismatchException',
  'SerializationException',
  'TransactionCanceledException',
]);

/** DynamoDB's protocol, AWS JSON 1.0, before the operations of its APIs: `DynamoDB_20120810`, ... */
export function dynamoDbService(
  engine: Engine,
  apis: Readonly<Record<string, readonly Operation[]>>,
): AwsService {
  const operations = new Map<string, Operation>();
  for (const [api, members] of Object.entries(apis)) {
    for (const operation of members) operations.set(`${api}.${operation.name}`, operation);
  }
  const failure = (error: AwsError, request: HttpRequest): HttpResponse => {
    if (error.status < 500 && !NO_USER_ERRORS.has(error.code)) engine.metrics.userError();
    return errorResponse(engine.sources, request, error);
  };

  /** Of the one table that a request is about. */
  function tableMetrics({ TableName: name }: JsonRequest): TableMetrics | undefined {
    return typeof name === 'string' ? engine.metrics.table(name) : undefined;
  }

  async function answer(call: ServiceCall): Promise<HttpResponse> {
    const operation = operations.get(call.request.header('x-amz-target') ?? '');
    if (call.request.method !== 'POST' || operation === undefined) {
      throw unknownOperation(call.request.header('x-amz-target') ?? '');
    }
    if (call.caller === undefined) {
      throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    }
    const json = parseBody(call.body);
    const begun = performance.now();
    try {
      const text = await operation.handle(engine, json, call.caller);
      tableMetrics(json)?.succeeded(operation.name, performance.now() - begun);
      return response(engine.sources, call.request, 200, text);
    } catch (error) {
      if (error instanceof AwsError && error.code === CONDITION_FAILED) tableMetrics(json)?.conditionFailed();
      throw error;
    }
  }

  return {
    signingName: 'dynamodb',
    isPublic: () => false,
    handle: async (call) => {
      try {
        return await answer(call);
      } catch (error) {
        if (error instanceof AwsError) return failure(error, call.request);
        throw error;
      }
    },
    failure,
  };
}

/** DynamoDB has these, the local cloud does not: whoever calls one is told so. */
const NOT_EMULATED = new Set([
  'CreateBackup',
  'CreateGlobalTable',
  'DeleteBackup',
  'DescribeBackup',
  'DescribeContributorInsights',
  'DescribeExport',
  'DescribeGlobalTable',
  'DescribeGlobalTableSettings',
  'DescribeImport',
  'DescribeKinesisStreamingDestination',
  'DescribeTableReplicaAutoScaling',
  'DisableKinesisStreamingDestination',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'ImportTable',
  'ListBackups',
  'ListContributorInsights',
  'ListExports',
  'ListGlobalTables',
  'ListImports',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'UpdateContributorInsights',
  'UpdateGlobalTable',
  'UpdateGlobalTableSettings',
  'UpdateKinesisStreamingDestination',
  'UpdateTableReplicaAutoScaling',
]);

function unknownOperation(target: string): AwsError {
  const name = target.slice(target.lastIndexOf('.') + 1);
  return new AwsError(
    'UnknownOperationException',
    NOT_EMULATED.has(name) ? `${name} is not supported by the local cloud` : '',
  );
}

/** A request's members, whatever they are. */
type JsonRequest = { readonly TableName?: unknown };

function parseBody(body: Buffer): JsonRequest {
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch (cause) {
    throw new AwsError('SerializationException', '', 400, {}, { cause });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new AwsError('SerializationException', 'Unexpected value type in payload');
  }
  return json;
}

function errorResponse(sources: Sources, request: HttpRequest, error: AwsError): HttpResponse {
  const namespace = NAMESPACES[error.code] ?? DEFAULT_NAMESPACE;
  const body: Record<string, unknown> = { __type: `${namespace}#${error.code}`, ...error.members };
  if (error.message !== '') {
    body[CAPITAL_MESSAGE.has(error.code) ? 'Message' : 'message'] = error.message;
  }
  return response(sources, request, error.status, JSON.stringify(body));
}

function response(sources: Sources, request: HttpRequest, status: number, body: string): HttpResponse {
  return {
    status,
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'Content-Length': String(Buffer.byteLength(body)),
      'x-amzn-RequestId': requestId(sources, request),
      'x-amz-crc32': String(crc32(body)),
    },
    body,
  };
}

/** Capital letters and digits; begins with the digits of the request's own id, by which it can be found. */
function requestId(sources: Sources, { id }: HttpRequest): string {
  const digits = `${id}${sources.uuid()}`.replaceAll('-', '');
  return digits.slice(0, REQUEST_ID_LENGTH).toUpperCase();
}
