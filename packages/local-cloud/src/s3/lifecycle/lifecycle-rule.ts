import type { Version } from '../index/object-version.ts';
import { invalidArgument, s3Error } from '../s3-errors.ts';

/**
 * What of the lives of a bucket's objects is looked after. Days are whole ones, counted from the midnight after.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export interface LifecycleRule extends LifecycleActions {
  /** Absent in rules from before they were kept with it. */
  readonly id?: string;
  /** Kept, but not applied. */
  readonly disabled?: boolean;
  readonly filter?: LifecycleFilter;
  /** The older form of a filter, in the rule itself. */
  readonly prefix?: string;
}

/** Which objects a rule is about: those that meet all of it. */
export interface LifecycleFilter {
  readonly prefix?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Bytes; an object has more. */
  readonly sizeGreaterThan?: number;
  /** Bytes; an object has fewer. */
  readonly sizeLessThan?: number;
}

export interface LifecycleActions {
  readonly expirationDays?: number;
  /** Milliseconds since the epoch, a midnight. */
  readonly expirationDate?: number;
  /** Delete markers go that have no version behind them. */
  readonly expiredDeleteMarkers?: boolean;
  readonly noncurrentDays?: number;
  /** So many older versions stay, whatever their age. */
  readonly newerNoncurrentVersions?: number;
  readonly abortIncompleteDays?: number;
}

const DAY_MS = 86_400_000;
const MOST_RULES = 1000;
const LONGEST_ID = 255;
const MOST_KEPT_VERSIONS = 100;

/** The rules, when S3 takes them. Throws AwsError `InvalidArgument`, `InvalidRequest`, `MalformedXML`. */
export function checkLifecycle(rules: readonly LifecycleRule[]): readonly LifecycleRule[] {
  if (rules.length === 0 || rules.length > MOST_RULES) throw s3Error('MalformedXML');
  const ids = rules.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (ids.some((id) => id.length > LONGEST_ID)) {
    throw invalidArgument('ID', ids.join(), `ID length should not exceed allowed limit of ${LONGEST_ID}`);
  }
  if (new Set(ids).size < ids.length) {
    throw s3Error('InvalidArgument', {}, 'Rule ID must be unique. Found same ID for more than one rule');
  }
  for (const rule of rules) checkRule(rule);
  return rules;
}

function checkRule(rule: LifecycleRule): void {
  const { expirationDays, expirationDate, expiredDeleteMarkers, noncurrentDays } = rule;
  const { newerNoncurrentVersions, abortIncompleteDays, filter = {}, prefix } = rule;
  if (prefix !== undefined && rule.filter !== undefined) throw s3Error('MalformedXML');
  const expirations = [expirationDays, expirationDate, expiredDeleteMarkers];
  if (expirations.filter((given) => given !== undefined).length > 1) throw s3Error('MalformedXML');
  if ([...expirations, noncurrentDays, abortIncompleteDays].every((given) => given === undefined)) {
    throw s3Error('InvalidRequest', {}, 'At least one action needs to be specified in a rule');
  }
  checkPositive(expirationDays, 'Days', 'Expiration');
  checkPositive(noncurrentDays, 'NoncurrentDays', 'NoncurrentVersionExpiration');
  checkPositive(abortIncompleteDays, 'DaysAfterInitiation', 'AbortIncompleteMultipartUpload');
  if (expirationDate !== undefined && !(expirationDate % DAY_MS === 0)) {
    throw s3Error('InvalidArgument', {}, "'Date' must be at midnight GMT");
  }
  if (newerNoncurrentVersions !== undefined) {
    checkPositive(newerNoncurrentVersions, 'NewerNoncurrentVersions', 'NoncurrentVersionExpiration');
    if (noncurrentDays === undefined || newerNoncurrentVersions > MOST_KEPT_VERSIONS) {
      throw s3Error('MalformedXML');
    }
  }
  // Neither uploads nor delete markers have tags or sizes.
  const narrowed =
    filter.tags !== undefined && Object.keys(filter.tags).length > 0
      ? 'Tags'
      : filter.sizeGreaterThan !== undefined || filter.sizeLessThan !== undefined
        ? 'Object Size'
        : undefined;
  if (narrowed === undefined) return;
  for (const [given, name] of [
    [abortIncompleteDays, 'AbortIncompleteMultipartUpload'],
    [expiredDeleteMarkers, 'ExpiredObjectDeleteMarker'],
  ] as const) {
    if (given !== undefined) {
      throw s3Error('InvalidRequest', {}, `${name} cannot be specified with ${narrowed}.`);
    }
  }
}

function checkPositive(given: number | undefined, name: string, action: string): void {
  if (given === undefined || (Number.isInteger(given) && given > 0)) return;
  throw s3Error('InvalidArgument', {}, `'${name}' for ${action} action must be a positive integer`);
}

/** The prefix of a rule, in whichever form it was given. */
export function prefixOf({ filter, prefix }: LifecycleRule): string {
  return filter?.prefix ?? prefix ?? '';
}

/** Whether the tags and the size are those of the rule's filter; delete markers have neither. */
export function isMeant({ filter = {} }: LifecycleRule, version: Version): boolean {
  const { tags = {}, sizeGreaterThan, sizeLessThan } = filter;
  const wanted = Object.entries(tags);
  if (version.deleteMarker === true) {
    return wanted.length === 0 && sizeGreaterThan === undefined && sizeLessThan === undefined;
  }
  return (
    wanted.every(([key, value]) => Object.hasOwn(version.tags, key) && version.tags[key] === value) &&
    (sizeGreaterThan === undefined || version.size > sizeGreaterThan) &&
    (sizeLessThan === undefined || version.size < sizeLessThan)
  );
}

/** When S3 does what waits `days` after `since`: it rounds up to the next midnight. */
export function dueAt(since: number, days: number): number {
  return (Math.floor(since / DAY_MS) + 1 + days) * DAY_MS;
}

/** Whether that is over; never without days. */
export function isOver(since: number, days: number | undefined, now: number): boolean {
  return days !== undefined && now >= dueAt(since, days);
}
