import { beforeAll, describe, expect, it } from 'vitest';
import { type ActionRow, askedBy, operationNames, targetCall } from '../../test/asked-actions.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import { createSsm } from './ssm.ts';

const ARN = 'arn:aws:ssm:us-east-1:000000000000:parameter/app/p';
const onParameter = (operation: string, input: object): ActionRow => [
  operation,
  { ...input },
  [`ssm:${operation} ${ARN}`],
];
const tagged = { ResourceType: 'Parameter', ResourceId: '/app/p' };
const ROWS: readonly ActionRow[] = [
  onParameter('AddTagsToResource', tagged),
  onParameter('DeleteParameter', { Name: '/app/p' }),
  onParameter('DeleteParameters', { Names: ['app/p'] }),
  ['DescribeParameters', {}, ['ssm:DescribeParameters arn:aws:ssm:us-east-1:000000000000:*']],
  onParameter('GetParameter', { Name: '/app/p:3' }),
  onParameter('GetParameterHistory', { Name: '/app/p' }),
  onParameter('GetParameters', { Names: [ARN] }),
  onParameter('GetParametersByPath', { Path: '/app/p' }),
  onParameter('ListTagsForResource', tagged),
  onParameter('PutParameter', { Name: '/app/p', Value: 'x', Type: 'String' }),
  onParameter('RemoveTagsFromResource', tagged),
];

let service: AwsService | undefined;
beforeAll(async () => {
  const context = { account: LOCAL_ACCOUNT, sources: SYSTEM_SOURCES, journal: SILENT_JOURNAL };
  const ssm = await createSsm({ ...context, store: memoryStore(), origin: 'http://localhost:4566' });
  service = ssm.services[0];
});

describe('the operations of ssm', () => {
  it('have a row each', async () => {
    expect(ROWS.map(([operation]) => operation).sort()).toEqual(await operationNames('ssm'));
  });

  it.each(ROWS)('%s asks the policies', async (operation, input, asked) => {
    expect(await askedBy(service, targetCall(`AmazonSSM.${operation}`, input))).toEqual(asked);
  });
});
