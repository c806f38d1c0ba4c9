import type { CompiledPolicy } from './compiled-policy.ts';
import type { ConditionEntry, StatementDocument } from './statement-document.ts';

/** Whether a condition holds a statement for everybody to somebody. */
export type Narrowing = (condition: ConditionEntry) => boolean;

/** Whether the policy lets everybody in: a statement for `*` whose conditions name nobody. */
export function isPublicPolicy({ allows }: CompiledPolicy, narrows: Narrowing): boolean {
  return allows.some(({ source }) => isForEverybody(source) && !source.conditions.some(narrows));
}

/** A condition on one of `keys` that compares with values without wildcards. */
export function narrowingBy(keys: RegExp): Narrowing {
  return ({ operator, key, values }) =>
    /^(?:String|Arn|IpAddress)/.test(operator) &&
    !operator.includes('Not') &&
    !operator.endsWith('IfExists') &&
    keys.test(key) &&
    values.every((value) => !/[*?]/.test(value) && !/\/0$/.test(value));
}

function isForEverybody({ principals }: StatementDocument): boolean {
  if (principals === undefined) return true;
  return principals.not || principals.entries.some(([kind, value]) => kind === 'AWS' && value === '*');
}
