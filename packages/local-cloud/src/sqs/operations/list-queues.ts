import { queueUrl, type SqsOperation } from '../sqs-call.ts';
import { invalidParameter } from '../sqs-input.ts';

const MOST = 1000;

export const listQueues: SqsOperation = async (call) => {
  const { input, queues, caller } = call;
  caller.authorize({ action: 'sqs:ListQueues', resource: queues.arnOf('*') });
  const prefix = input.optionalText('QueueNamePrefix') ?? '';
  const most = input.optionalInteger('MaxResults', 1, MOST);
  const after = position(input.optionalText('NextToken'));
  const names = queues
    .list()
    .map(({ record }) => record.name)
    .filter((name) => name.startsWith(prefix) && name > after)
    .sort();
  const page = names.slice(0, most ?? MOST);
  const more = most !== undefined && names.length > page.length;
  return {
    ...(page.length === 0 ? {} : { QueueUrls: page.map((name) => queueUrl(call, name)) }),
    ...(more ? { NextToken: Buffer.from(`after:${page.at(-1)}`).toString('base64url') } : {}),
  };
};

function position(token: string | undefined): string {
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('after:')) throw invalidParameter('Invalid or expired next token.');
  return text.slice('after:'.length);
}
