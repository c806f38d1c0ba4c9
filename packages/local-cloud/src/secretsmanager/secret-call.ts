import { AwsError } from '../aws/aws-error.ts';
import type { JsonCall, JsonOperation } from '../aws/json-service.ts';
import type { Sources } from '../aws/sources.ts';
import type { SecretRecord, SecretStore, SecretVersion } from './secret-store.ts';

interface SecretContext {
  readonly secrets: SecretStore;
  readonly sources: Sources;
}

export type SecretCall = JsonCall<SecretContext>;
export type SecretOperation = JsonOperation<SecretContext>;

/** Asks the policies about the secret of the input's `SecretId`. */
export function authorizeSecret({ input, caller, secrets }: SecretCall, action: string): void {
  caller.authorize({ action: `secretsmanager:${action}`, resource: secrets.arnOf(input.text('SecretId')) });
}

/** The secret of the input's `SecretId`, once the policies allow the action. Throws AwsError. */
export function secretFor(call: SecretCall, action: string, deleted?: 'too'): SecretRecord {
  authorizeSecret(call, action);
  const record = call.secrets.find(call.input.text('SecretId'));
  if (record === undefined) throw secretNotFound();
  if (record.deletedUntil !== undefined && deleted === undefined) {
    throw new AwsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  return record;
}

export function secretNotFound(): AwsError {
  return new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

/** The value that a call gives; undefined when it gives none. Throws AwsError `InvalidParameterException`. */
export function givenValue({ input }: SecretCall): Pick<SecretVersion, 'text' | 'binary'> | undefined {
  const text = input.optionalText('SecretString');
  const binary = input.optionalText('SecretBinary');
  if (text !== undefined && binary !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (text !== undefined) return { text };
  return binary === undefined ? undefined : { binary };
}

/** The id of the version that a call makes: its own token, so that a call that is repeated makes no second one. */
export function versionId({ input, sources }: SecretCall): string {
  return input.optionalText('ClientRequestToken') ?? sources.uuid();
}

/** A version's value, as GetSecretValue answers it. */
export function valueAnswer({ text, binary }: SecretVersion): object {
  return text === undefined ? { SecretBinary: binary } : { SecretString: text };
}

/** Which stages each version has, as DescribeSecret answers it. */
export function stagesByVersion({ versions }: SecretRecord): Record<string, readonly string[]> {
  return Object.fromEntries(versions.map(({ id, stages }) => [id, stages]));
}
