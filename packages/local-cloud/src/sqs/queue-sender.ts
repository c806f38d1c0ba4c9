import { AwsError } from '../aws/aws-error.ts';
import type { MessageAttributes } from './message.ts';
import type { QueueStore } from './queue-store.ts';

/** How other services send to queues, once they know that they may. */
export interface QueueSender {
  /** Resolves when the message is durable. Throws AwsError when there is no such queue, or it takes no such message. */
  send(queueArn: string, body: string, senderId: string, attributes?: MessageAttributes): Promise<void>;
}

export function queueSender(queues: QueueStore): QueueSender {
  return {
    async send(queueArn, body, senderId, attributes = {}) {
      const queue = queues.byArn(queueArn);
      if (queue === undefined) {
        throw new AwsError('QueueDoesNotExist', `The queue ${queueArn} does not exist.`);
      }
      if (queue.settings.fifo) {
        throw new AwsError(
          'InvalidParameterValue',
          `${queueArn} is a FIFO queue, which takes no such messages.`,
        );
      }
      await queue.messages.send({ body, attributes, senderId, delay: undefined }, queue.settings);
    },
  };
}
