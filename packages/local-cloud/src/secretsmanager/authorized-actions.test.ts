import { beforeAll, describe, expect, it } from 'vitest';
import { type ActionRow, askedBy, operationNames, targetCall } from '../../test/asked-actions.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import { SILENT_JOURNAL } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import { createSecretsManager } from './secrets-manager.ts';

const onSecret = (operation: string, input: object = { SecretId: 'app/s' }): ActionRow => [
  operation,
  { ...input },
  [`secretsmanager:${operation} arn:aws:secretsmanager:us-east-1:000000000000:secret:app/s`],
];
const ROWS: readonly ActionRow[] = [
  onSecret('DeleteSecret'),
  onSecret('DescribeSecret'),
  ['GetRandomPassword', {}, ['secretsmanager:GetRandomPassword *']],
  onSecret('GetSecretValue'),
  ['ListSecrets', {}, ['secretsmanager:ListSecrets *']],
  onSecret('PutSecretValue'),
  onSecret('RestoreSecret'),
  onSecret('TagResource'),
  onSecret('UntagResource'),
  onSecret('UpdateSecret'),
  // From here on there is such a secret, with another ARN.
  onSecret('CreateSecret', { Name: 'app/s' }),
];

let service: AwsService | undefined;
beforeAll(async () => {
  const context = { account: LOCAL_ACCOUNT, sources: SYSTEM_SOURCES, journal: SILENT_JOURNAL };
  const part = { ...context, store: memoryStore(), origin: 'http://localhost:4566' };
  service = (await createSecretsManager(part)).services[0];
});

describe('the operations of secretsmanager', () => {
  it('have a row each', async () => {
    expect(ROWS.map(([operation]) => operation).sort()).toEqual(await operationNames('secretsmanager'));
  });

  it.each(ROWS)('%s asks the policies', async (operation, input, asked) => {
    expect(await askedBy(service, targetCall(`secretsmanager.${operation}`, input))).toEqual(asked);
  });
});
