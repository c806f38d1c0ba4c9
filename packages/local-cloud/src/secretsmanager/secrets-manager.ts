import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { jsonService } from '../aws/json-service.ts';
import { secretProvider } from '../cloudformation/resources/secretsmanager-secret.ts';
import { createSecret } from './operations/create-secret.ts';
import { deleteSecret } from './operations/delete-secret.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getRandomPassword } from './operations/get-random-password.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { listSecrets } from './operations/list-secrets.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import { restoreSecret } from './operations/restore-secret.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateSecret } from './operations/update-secret.ts';
import type { SecretOperation } from './secret-call.ts';
import { CURRENT, SecretStore } from './secret-store.ts';

const OPERATIONS: Readonly<Record<string, SecretOperation>> = {
  CreateSecret: createSecret,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetRandomPassword: getRandomPassword,
  GetSecretValue: getSecretValue,
  ListSecrets: listSecrets,
  PutSecretValue: putSecretValue,
  RestoreSecret: restoreSecret,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateSecret: updateSecret,
};

/** Secrets Manager, and what templates read of it. */
export async function createSecretsManager(
  context: PartContext,
): Promise<CloudPart & { value(id: string, version: { stage: string; id: string }): string | undefined }> {
  const { account, sources } = context;
  const secrets = await SecretStore.open(context.store, account, sources.now);
  return {
    services: [jsonService('secretsmanager', 'secretsmanager', OPERATIONS, { secrets, sources })],
    providers: [secretProvider({ secrets, sources })],
    value: (secretId, { stage, id }) =>
      secrets
        .find(secretId)
        ?.versions.find((one) =>
          id === '' ? one.stages.includes(stage === '' ? CURRENT : stage) : one.id === id,
        )?.text,
  };
}
