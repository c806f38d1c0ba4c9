import type { Caller } from '../aws/aws-service.ts';
import { existingQueue, type Queue, type QueueStore } from './queue-store.ts';
import { invalidParameter, type SqsInput } from './sqs-input.ts';

/** One call of an operation of Amazon SQS. */
export interface SqsCall {
  readonly queues: QueueStore;
  readonly input: SqsInput;
  readonly caller: Caller;
  /** How queues are reached here: `http://localhost:4566`. */
  readonly origin: string;
}

/** Answers with the operation's output; undefined where it has none. */
export type SqsOperation = (call: SqsCall) => Promise<object | undefined>;

/** The queue of the input's `QueueUrl`, once the caller's policies and the queue's own allow the action. */
export function queueFor(call: SqsCall, action: string): Queue {
  const name = queueName(call, call.input.text('QueueUrl'));
  authorize(call, action, name);
  return existingQueue(call.queues, name);
}

/** Asks the policies of the caller and of the queue, if it is there. Throws AwsError `AccessDeniedException`. */
export function authorize({ queues, caller }: SqsCall, action: string, name: string): void {
  const policy = queues.get(name)?.settings.policy;
  caller.authorize({
    action: `sqs:${action}`,
    resource: queues.arnOf(name),
    ...(policy === undefined ? {} : { resourcePolicy: policy }),
  });
}

/** Of a queue's URL only the account and the name count: its host may be AWS's own. */
function queueName({ queues }: SqsCall, url: string): string {
  const match = /(?:^|\/)(\d{12})\/([A-Za-z0-9_.-]{1,80})$/.exec(url);
  if (match?.[1] === queues.account.accountId && match[2] !== undefined) return match[2];
  if (/^[A-Za-z0-9_.-]{1,80}$/.test(url)) return url;
  throw invalidParameter(
    'Value for parameter QueueUrl is invalid. Reason: it names no queue of this account.',
  );
}

export function queueUrl({ origin, queues }: Pick<SqsCall, 'origin' | 'queues'>, name: string): string {
  return `${origin}/${queues.account.accountId}/${name}`;
}
