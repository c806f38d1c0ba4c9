import { AwsError } from '../../aws/aws-error.ts';
import { queueSettings, shownAttributes } from '../queue-attributes.ts';
import { authorize, queueUrl, type SqsOperation } from '../sqs-call.ts';
import { invalidParameter } from '../sqs-input.ts';

export const createQueue: SqsOperation = async (call) => {
  const { input, queues } = call;
  const name = input.text('QueueName');
  checkQueueName(name);
  const tags = { ...input.textMap('tags') };
  authorize(call, 'CreateQueue', name);
  if (Object.keys(tags).length > 0) authorize(call, 'TagQueue', name);
  const attributes = { ...input.textMap('Attributes') };
  const known = queues.get(name);
  if (known === undefined) {
    queueSettings(name, attributes);
    await queues.create(name, attributes, { tags });
  } else {
    const shown = shownAttributes(known.record.attributes);
    const other = Object.entries(attributes).find(([attribute, value]) => shown[attribute] !== value)?.[0];
    if (other !== undefined) {
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${other}`,
      );
    }
  }
  return { QueueUrl: queueUrl(call, name) };
};

/** Throws AwsError `InvalidParameterValueException`. */
export function checkQueueName(name: string): void {
  if (name.length > 80 || !/^[A-Za-z0-9_-]+(?:\.fifo)?$/.test(name)) {
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}
