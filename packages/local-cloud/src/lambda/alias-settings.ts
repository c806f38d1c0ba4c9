import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import { functionNotFound, validationError } from './function-name.ts';
import { type Alias, type FunctionRecord, functionArn } from './function-record.ts';
import { invalidParameter } from './lambda-call.ts';

const NAME = '(?!^[0-9]+$)([a-zA-Z0-9-_]+)';

/** Throws AwsError `ValidationException` when an alias cannot be called that. */
export function checkAliasName(name: string): void {
  if (name.length <= 128 && new RegExp(`^${NAME}$`).test(name)) return;
  throw validationError('name', name, `Member must satisfy regular expression pattern: ${NAME}`);
}

/** Throws AwsError `ResourceNotFoundException` when the function has no such version. */
export function checkVersion(account: Account, record: FunctionRecord, version: string): void {
  if (version === '$LATEST' || Object.hasOwn(record.versions, version)) return;
  throw functionNotFound(account, { name: record.name, qualifier: version });
}

/**
 * How an alias for `version` divides its requests; nothing when `weights` is empty.
 * Throws AwsError as CreateAlias and UpdateAlias do.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function aliasRouting(
  account: Account,
  record: FunctionRecord,
  version: string,
  weights: Readonly<Record<string, number>>,
): Pick<Alias, 'routing'> {
  const [first, ...more] = Object.entries(weights);
  if (first === undefined) return {};
  const [other, weight] = first;
  if (more.length > 0) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  if (!(weight >= 0 && weight <= 1)) {
    throw validationError(
      'routingConfig.additionalVersionWeights',
      `{${other}=${weight}}`,
      'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
    );
  }
  if (other === version) {
    throw invalidParameter(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  if (version === '$LATEST' || other === '$LATEST') {
    throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  checkVersion(account, record, other);
  return { routing: { version: other, weight } };
}

/** The alias of that name, and undefined when there is none. */
export function aliasOf({ aliases }: FunctionRecord, name: string): Alias | undefined {
  return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}

/** The function without an alias, and without what was set for it alone. */
export function withoutAlias(record: FunctionRecord, alias: string): FunctionRecord {
  const { [alias]: _alias, ...aliases } = record.aliases;
  const { [alias]: _policy, ...policies } = record.policies;
  const { [alias]: _config, ...eventInvokeConfigs } = record.eventInvokeConfigs;
  return { ...record, aliases, policies, eventInvokeConfigs };
}

/** The weights in a RoutingConfig, by version. Throws AwsError `InvalidParameterValueException`. */
export function additionalWeights(config: unknown): Record<string, number> {
  const weights = Object(config ?? {}).AdditionalVersionWeights ?? {};
  if (typeof config === 'string' || typeof weights !== 'object' || Array.isArray(weights)) {
    throw invalidParameter('RoutingConfig must hold AdditionalVersionWeights.');
  }
  return Object.fromEntries(
    Object.entries(weights).map(([version, weight]) => [version, Number(weight ?? Number.NaN)]),
  );
}

export function aliasNotFound(account: Account, record: FunctionRecord, name: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    `Cannot find alias arn: ${functionArn(account, record.name, name)}`,
    404,
  );
}
