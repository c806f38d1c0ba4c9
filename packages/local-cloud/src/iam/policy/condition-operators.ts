import { BlockList, isIP } from 'node:net';
import { globMatcher, type TextMatcher } from './glob.ts';
import { type PatternSyntax, parsePattern } from './pattern.ts';

/** Makes a comparison with one value of a policy. Throws RangeError when the value is not of its kind. */
type ComparisonMaker = (wanted: string, variables: boolean) => TextMatcher;

/** An operator without its prefix and suffix. */
export interface ConditionOperator {
  /** Whether it holds when no value fits, as `StringNotEquals` does. */
  readonly negated: boolean;
  readonly compare: ComparisonMaker;
}

const text =
  (wildcards: boolean, fold: (value: string) => string = (value) => value): ComparisonMaker =>
  (wanted, variables) => {
    const syntax: PatternSyntax = { wildcards, variables };
    const matches = globMatcher(parsePattern(fold(wanted), syntax), 'text');
    return (actual, lookup) =>
      matches(fold(actual), (key) => {
        const value = lookup(key);
        return value === undefined ? undefined : fold(value);
      });
  };

const arn: ComparisonMaker = (wanted, variables) =>
  globMatcher(parsePattern(wanted, { wildcards: true, variables }), 'arn-parts');

const number =
  (holds: (actual: number, wanted: number) => boolean): ComparisonMaker =>
  (wanted) => {
    const limit = parseNumber(wanted);
    if (limit === undefined) throw new RangeError(`${wanted} is not a number`);
    return (actual) => {
      const value = parseNumber(actual);
      return value !== undefined && holds(value, limit);
    };
  };

const date =
  (holds: (actual: number, wanted: number) => boolean): ComparisonMaker =>
  (wanted) => {
    const limit = parseDate(wanted);
    if (limit === undefined) throw new RangeError(`${wanted} is not a date`);
    return (actual) => {
      const value = parseDate(actual);
      return value !== undefined && holds(value, limit);
    };
  };

const bool: ComparisonMaker = (wanted) => {
  const value = wanted.toLowerCase();
  return (actual) => actual.toLowerCase() === value;
};

const binary: ComparisonMaker = (wanted) => {
  const bytes = Buffer.from(wanted, 'base64');
  return (actual) => Buffer.from(actual, 'base64').equals(bytes);
};

const address: ComparisonMaker = (wanted) => {
  const [base = '', bits] = wanted.split('/');
  const family = isIP(base);
  const widest = family === 6 ? 128 : 32;
  const prefix = bits === undefined ? widest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (family === 0 || prefix < 0 || prefix > widest) throw new RangeError(`${wanted} is not an IP range`);
  const range = new BlockList();
  range.addSubnet(base, prefix, family === 6 ? 'ipv6' : 'ipv4');
  return (actual) => {
    const plain = actual.startsWith('::ffff:') && isIP(actual.slice(7)) === 4 ? actual.slice(7) : actual;
    const kind = isIP(plain);
    return kind !== 0 && range.check(plain, kind === 6 ? 'ipv6' : 'ipv4');
  };
};

const equal = (actual: number, wanted: number): boolean => actual === wanted;
const less = (actual: number, wanted: number): boolean => actual < wanted;
const atMost = (actual: number, wanted: number): boolean => actual <= wanted;
const greater = (actual: number, wanted: number): boolean => actual > wanted;
const atLeast = (actual: number, wanted: number): boolean => actual >= wanted;

const is = (compare: ComparisonMaker): ConditionOperator => ({ negated: false, compare });
const isNot = (compare: ComparisonMaker): ConditionOperator => ({ negated: true, compare });
const lower = (value: string): string => value.toLowerCase();

/**
 * Every operator but `Null`, which asks about the key and not about its values.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: is(text(false)),
  StringNotEquals: isNot(text(false)),
  StringEqualsIgnoreCase: is(text(false, lower)),
  StringNotEqualsIgnoreCase: isNot(text(false, lower)),
  StringLike: is(text(true)),
  StringNotLike: isNot(text(true)),
  NumericEquals: is(number(equal)),
  NumericNotEquals: isNot(number(equal)),
  NumericLessThan: is(number(less)),
  NumericLessThanEquals: is(number(atMost)),
  NumericGreaterThan: is(number(greater)),
  NumericGreaterThanEquals: is(number(atLeast)),
  DateEquals: is(date(equal)),
  DateNotEquals: isNot(date(equal)),
  DateLessThan: is(date(less)),
  DateLessThanEquals: is(date(atMost)),
  DateGreaterThan: is(date(greater)),
  DateGreaterThanEquals: is(date(atLeast)),
  Bool: is(bool),
  BinaryEquals: is(binary),
  IpAddress: is(address),
  NotIpAddress: isNot(address),
  ArnEquals: is(arn),
  ArnNotEquals: isNot(arn),
  ArnLike: is(arn),
  ArnNotLike: isNot(arn),
};

function parseNumber(value: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined;
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds since the epoch of an ISO 8601 date or of a count of seconds. */
function parseDate(value: string): number | undefined {
  if (/^\d{1,18}$/.test(value)) return Number(value) * 1000;
  const normal = value.toUpperCase();
  if (!ISO_DATE.test(normal)) return undefined;
  const parsed = Date.parse(normal);
  return Number.isNaN(parsed) ? undefined : parsed;
}
