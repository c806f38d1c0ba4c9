import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { sqsQueueProvider } from '../cloudformation/resources/sqs-queue.ts';
import { sqsQueuePolicyProvider } from '../cloudformation/resources/sqs-queue-policy.ts';
import type { HttpResponse } from '../front-door/http.ts';
import { changeMessageVisibility } from './operations/change-message-visibility.ts';
import { changeMessageVisibilityBatch } from './operations/change-message-visibility-batch.ts';
import { createQueue } from './operations/create-queue.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { deleteMessageBatch } from './operations/delete-message-batch.ts';
import { deleteQueue } from './operations/delete-queue.ts';
import { getQueueAttributes } from './operations/get-queue-attributes.ts';
import { getQueueUrl } from './operations/get-queue-url.ts';
import { listDeadLetterSourceQueues } from './operations/list-dead-letter-source-queues.ts';
import { listQueueTags } from './operations/list-queue-tags.ts';
import { listQueues } from './operations/list-queues.ts';
import { purgeQueue } from './operations/purge-queue.ts';
import { receiveMessage } from './operations/receive-message.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendMessageBatch } from './operations/send-message-batch.ts';
import { setQueueAttributes } from './operations/set-queue-attributes.ts';
import { tagQueue } from './operations/tag-queue.ts';
import { untagQueue } from './operations/untag-queue.ts';
import { type QueueReader, queueReader } from './queue-reader.ts';
import { type QueueSender, queueSender } from './queue-sender.ts';
import { QueueStore } from './queue-store.ts';
import { type ServiceMaySend, serviceMaySend } from './service-may-send.ts';
import type { SqsOperation } from './sqs-call.ts';
import { SqsInput } from './sqs-input.ts';
import { failure, operationName, success } from './wire.ts';

const OPERATIONS: Readonly<Record<string, SqsOperation>> = {
  ChangeMessageVisibility: changeMessageVisibility,
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
  CreateQueue: createQueue,
  DeleteMessage: deleteMessage,
  DeleteMessageBatch: deleteMessageBatch,
  DeleteQueue: deleteQueue,
  GetQueueAttributes: getQueueAttributes,
  GetQueueUrl: getQueueUrl,
  ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
  ListQueueTags: listQueueTags,
  ListQueues: listQueues,
  PurgeQueue: purgeQueue,
  ReceiveMessage: receiveMessage,
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  SetQueueAttributes: setQueueAttributes,
  TagQueue: tagQueue,
  UntagQueue: untagQueue,
};

/** Amazon SQS, and how Lambda follows its queues and sends to them. */
export async function createSqs(context: PartContext): Promise<
  CloudPart & {
    readonly queues: QueueReader;
    readonly sender: QueueSender;
    readonly serviceMaySend: ServiceMaySend;
  }
> {
  const { account, origin, sources } = context;
  const queues = await QueueStore.open(context.store, account, sources);

  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const name = operationName(request);
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) {
      throw new AwsError('UnknownOperationException', `The operation ${name} is not supported.`);
    }
    if (caller === undefined) {
      throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', 403);
    }
    return success(await operation({ queues, input: SqsInput.parse(body), caller, origin }), request);
  }

  const service: AwsService = { signingName: 'sqs', isPublic: () => false, handle, failure };
  const host = `sqs.${account.region}.${account.urlSuffix}`;
  return {
    services: [service],
    providers: [sqsQueueProvider(queues), sqsQueuePolicyProvider(queues)],
    queues: queueReader(queues),
    sender: queueSender(queues),
    serviceMaySend: serviceMaySend(queues),
    localAddress: (url) => (url.host === host ? `${origin}${url.pathname}${url.search}` : undefined),
    close: async () => queues.close(),
  };
}
