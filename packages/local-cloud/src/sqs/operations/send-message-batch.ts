import { AwsError } from '../../aws/aws-error.ts';
import { inBatch } from '../batch.ts';
import { sendTo } from '../sending.ts';
import { queueFor, type SqsOperation } from '../sqs-call.ts';

const MOST_BYTES = 1_048_576;

export const sendMessageBatch: SqsOperation = async (call) => {
  const queue = queueFor(call, 'SendMessage');
  const size = call.input
    .inputs('Entries')
    .reduce((bytes, entry) => bytes + Buffer.byteLength(entry.optionalText('MessageBody') ?? ''), 0);
  if (size > MOST_BYTES) {
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MOST_BYTES} bytes. You have sent ${size} bytes.`,
    );
  }
  return inBatch(call.input, (entry) => sendTo(queue, entry, call.caller.userId));
};
