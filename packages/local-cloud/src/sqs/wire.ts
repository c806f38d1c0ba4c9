import { AwsError } from '../aws/aws-error.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.0';

/** The operation that `X-Amz-Target` names. Throws AwsError `UnknownOperationException`. */
export function operationName(request: HttpRequest): string {
  const name = /^AmazonSQS\.([A-Za-z]+)$/.exec(request.header('x-amz-target') ?? '')?.[1];
  if (name === undefined) {
    throw new AwsError(
      'UnknownOperationException',
      'Only the JSON protocol of Amazon SQS is emulated (X-Amz-Target: AmazonSQS.<operation>).',
    );
  }
  return name;
}

export function success(output: object | undefined, request: HttpRequest): HttpResponse {
  return {
    status: 200,
    headers: { 'Content-Type': CONTENT_TYPE, 'x-amzn-RequestId': request.id },
    body: JSON.stringify(output ?? {}),
  };
}

/** The codes of the older query protocol, by which clients still know these errors. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** An error in the form of AWS's JSON 1.0 protocol, with the query protocol's code beside it. */
export function failure(error: AwsError, request: HttpRequest): HttpResponse {
  const status = error.status === 400 && error.code === 'AccessDeniedException' ? 403 : error.status;
  return {
    status,
    headers: {
      'Content-Type': CONTENT_TYPE,
      'x-amzn-RequestId': request.id,
      'x-amzn-query-error': `${QUERY_CODES[error.code] ?? error.code};Sender`,
    },
    body: JSON.stringify({
      __type: `com.amazonaws.sqs#${error.code}`,
      message: error.message,
      ...error.members,
    }),
  };
}
