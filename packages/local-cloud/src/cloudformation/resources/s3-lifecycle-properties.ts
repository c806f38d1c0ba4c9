import {
  checkLifecycle,
  type LifecycleFilter,
  type LifecycleRule,
} from '../../s3/lifecycle/lifecycle-rule.ts';
import { checkTags } from '../../s3/tagging.ts';
import type { Json } from '../resource-provider.ts';
import { listOf, objectOf, onlyMembers, textOf } from './property-values.ts';

const PATH = 'LifecycleConfiguration';

/** Members that move objects to another storage class; there is one. */
const NOTED = [
  'NoncurrentVersionTransition',
  'NoncurrentVersionTransitions',
  'Transition',
  'TransitionDefaultMinimumObjectSize',
  'Transitions',
];

/** Whether nothing of the configuration is left out. */
export function isWholeLifecycle(value: Json): boolean {
  return !/Transition/.test(JSON.stringify(value));
}

/** Throws UnsupportedPropertyError for what of a `LifecycleConfiguration` is not known. */
export function checkLifecycleProperties(value: unknown): void {
  onlyMembers(value, PATH, ['Rules', ...NOTED]);
  for (const [at, rule] of listOf(objectOf(value).Rules).entries()) {
    const path = `${PATH}.Rules.${at}`;
    onlyMembers(rule, path, [
      'AbortIncompleteMultipartUpload',
      'ExpirationDate',
      'ExpirationInDays',
      'ExpiredObjectDeleteMarker',
      'Id',
      'NoncurrentVersionExpiration',
      'NoncurrentVersionExpirationInDays',
      'ObjectSizeGreaterThan',
      'ObjectSizeLessThan',
      'Prefix',
      'Status',
      'TagFilters',
      ...NOTED,
    ]);
    const { AbortIncompleteMultipartUpload, NoncurrentVersionExpiration } = objectOf(rule);
    onlyMembers(AbortIncompleteMultipartUpload, `${path}.AbortIncompleteMultipartUpload`, [
      'DaysAfterInitiation',
    ]);
    onlyMembers(NoncurrentVersionExpiration, `${path}.NoncurrentVersionExpiration`, [
      'NewerNoncurrentVersions',
      'NoncurrentDays',
    ]);
  }
}

/** The rules that do more than move objects. Throws AwsError for those that S3 does not take. */
export function readLifecycleRules(value: unknown): readonly LifecycleRule[] {
  const rules = listOf(objectOf(value).Rules).map((rule) => readRule(objectOf(rule)));
  const doing = rules.filter(
    ({ id: _, disabled: __, filter: ___, ...actions }) => Object.keys(actions).length > 0,
  );
  return doing.length === 0 ? [] : checkLifecycle(doing);
}

function readRule(rule: Readonly<Record<string, unknown>>): LifecycleRule {
  const { NoncurrentVersionExpiration, AbortIncompleteMultipartUpload: abort, ExpirationDate } = rule;
  const noncurrent = objectOf(NoncurrentVersionExpiration);
  const id = textOf(rule.Id);
  const marker = textOf(rule.ExpiredObjectDeleteMarker);
  return {
    ...(id === undefined ? {} : { id }),
    ...(rule.Status === 'Disabled' ? { disabled: true } : {}),
    filter: readFilter(rule),
    ...numbers({
      expirationDays: rule.ExpirationInDays,
      expirationDate: ExpirationDate === undefined ? undefined : Date.parse(String(ExpirationDate)),
      noncurrentDays: noncurrent.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays,
      newerNoncurrentVersions: noncurrent.NewerNoncurrentVersions,
      abortIncompleteDays: objectOf(abort).DaysAfterInitiation,
    }),
    ...(marker === undefined ? {} : { expiredDeleteMarkers: marker === 'true' }),
  };
}

function readFilter(rule: Readonly<Record<string, unknown>>): LifecycleFilter {
  const tags = listOf(rule.TagFilters).map((tag) => {
    const { Key = '', Value = '' } = objectOf(tag);
    return [String(Key), String(Value)] as const;
  });
  return {
    prefix: String(rule.Prefix ?? ''),
    ...(tags.length === 0 ? {} : { tags: checkTags(tags) }),
    ...numbers({ sizeGreaterThan: rule.ObjectSizeGreaterThan, sizeLessThan: rule.ObjectSizeLessThan }),
  };
}

/** Those that are there; templates give numbers as such and as text. */
function numbers<Name extends string>(
  members: Readonly<Record<Name, unknown>>,
): { readonly [name in Name]?: number } {
  const found: { [name in Name]?: number } = {};
  for (const name in members) {
    if (members[name] !== undefined) found[name] = Number(members[name]);
  }
  return found;
}
