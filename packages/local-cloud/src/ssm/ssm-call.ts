import type { JsonCall, JsonOperation } from '../aws/json-service.ts';
import {
  type ParameterRecord,
  type ParameterStore,
  type ParameterVersion,
  sealed,
} from './parameter-store.ts';

interface SsmContext {
  readonly parameters: ParameterStore;
  now(): number;
}

export type SsmCall = JsonCall<SsmContext>;
export type SsmOperation = JsonOperation<SsmContext>;

/** Asks the policies about a parameter that a selector names. */
export function authorizeParameter({ caller, parameters }: SsmCall, action: string, selector: string): void {
  caller.authorize({ action: `ssm:${action}`, resource: parameters.arnOf(parameters.read(selector).name) });
}

/** A parameter as GetParameter answers it. */
export function parameterAnswer(
  { parameters }: SsmCall,
  record: ParameterRecord,
  chosen: ParameterVersion,
  decrypt: boolean,
): object {
  const { type, value, version, changedAt } = chosen;
  return {
    ARN: parameters.arnOf(record.name),
    DataType: record.dataType,
    LastModifiedDate: changedAt / 1000,
    Name: record.name,
    Type: type,
    Value: type === 'SecureString' && !decrypt ? sealed(value) : value,
    Version: version,
  };
}

/** One page of a list, and where the next begins. */
export function pageOf<Entry>(
  { input }: SsmCall,
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
  most: number,
): { readonly page: readonly Entry[]; readonly next: { readonly NextToken?: string } } {
  const limit = input.integer('MaxResults', 1, most) ?? most;
  const after = Buffer.from(input.optionalText('NextToken') ?? '', 'base64url').toString();
  const rest = entries.filter((entry) => keyOf(entry) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next =
    rest.length > page.length && last !== undefined
      ? { NextToken: Buffer.from(keyOf(last)).toString('base64url') }
      : {};
  return { page, next };
}
