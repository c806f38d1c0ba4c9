import { expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { memoryStore } from '../store/memory-store.ts';
import { QueueStore } from './queue-store.ts';
import { serviceMaySend } from './service-may-send.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:q';
const RULE = 'arn:aws:events:us-east-1:000000000000:rule/r';

it('lets a service send as the policy of the queue says', async () => {
  const queues = await QueueStore.open(memoryStore(), LOCAL_ACCOUNT, SYSTEM_SOURCES);
  const may = serviceMaySend(queues);
  expect(may(ARN, 'events.amazonaws.com', RULE)).toBe(false);
  const queue = await queues.create('q', {}, {});
  expect(may(ARN, 'events.amazonaws.com', RULE)).toBe(false);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['sqs:SendMessage'],
        Resource: ARN,
        Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
      },
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: ARN,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
  await queues.change(queue, { attributes: { Policy } });
  expect(may(ARN, 'events.amazonaws.com', RULE)).toBe(true);
  expect(may(ARN, 'events.amazonaws.com', `${RULE}2`)).toBe(false);
  expect(may(ARN, 's3.amazonaws.com', RULE)).toBe(false);
  queues.close();
});
