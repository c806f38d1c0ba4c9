import { s3Error } from '../s3-errors.ts';

/** How many bytes the file may have. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

/** Fields that no condition need be about. */
const FREE_FIELDS = /^(?:policy|file|x-amz-signature|x-ignore-.*)$/;

interface Condition {
  readonly text: string;
  readonly field: string;
  holds(value: string): boolean;
}

/**
 * Holds a form against the policy that was signed for it and gives back the length that it allows.
 * Throws AwsError `AccessDenied` with the condition that is not met, `InvalidPolicyDocument`.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function checkPostPolicy(
  policy: string,
  fields: ReadonlyMap<string, string>,
  now: number,
): LengthRange | undefined {
  const { expiration, conditions } = readPolicy(policy);
  if (expiration <= now) throw violation('Policy expired.');
  let range: LengthRange | undefined;
  const named = new Set<string>();
  for (const entry of conditions) {
    const length = readLengthRange(entry);
    if (length !== undefined) {
      range = length;
      continue;
    }
    for (const condition of readConditions(entry)) {
      named.add(condition.field);
      if (!condition.holds(fields.get(condition.field) ?? '')) {
        throw violation(`Policy Condition failed: ${condition.text}`);
      }
    }
  }
  for (const field of fields.keys()) {
    if (!named.has(field) && field !== 'bucket' && !FREE_FIELDS.test(field)) {
      throw violation(`Extra input fields: ${field.slice(0, 128)}`);
    }
  }
  return range;
}

function readPolicy(policy: string): {
  readonly expiration: number;
  readonly conditions: readonly unknown[];
} {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(policy, 'base64').toString());
  } catch {
    throw invalidPolicy('Invalid JSON.');
  }
  const { expiration, conditions } = { expiration: '', conditions: undefined, ...objectOf(document) };
  const time = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(time)) throw invalidPolicy("Invalid 'expiration' value.");
  const list: unknown = conditions;
  if (!Array.isArray(list)) throw invalidPolicy('Policy missing conditions.');
  return { expiration: time, conditions: list };
}

function readLengthRange(entry: unknown): LengthRange | undefined {
  if (!Array.isArray(entry) || String(entry[0]).toLowerCase() !== 'content-length-range') return undefined;
  const [least, most] = entry.slice(1).map(Number);
  if (entry.length !== 3 || least === undefined || most === undefined || !(least >= 0) || !(most >= least)) {
    throw invalidPolicy('Invalid content-length-range.');
  }
  return { least, most };
}

/** `{ key: value }` or `[operator, "$key", value]`. */
function readConditions(entry: unknown): readonly Condition[] {
  const text = JSON.stringify(entry);
  if (!Array.isArray(entry)) {
    const members = Object.entries(objectOf(entry));
    if (members.length === 0) throw invalidPolicy(`Invalid condition: ${text}`);
    return members.map(([name, wanted]) => ({
      text: JSON.stringify(['eq', `$${name}`, wanted]),
      field: name.toLowerCase(),
      holds: (value) => value === wanted,
    }));
  }
  const [operator, name, wanted]: unknown[] = entry;
  if (entry.length !== 3 || typeof name !== 'string' || !name.startsWith('$') || typeof wanted !== 'string') {
    throw invalidPolicy(`Invalid condition: ${text}`);
  }
  const field = name.slice(1).toLowerCase();
  switch (String(operator).toLowerCase()) {
    case 'eq':
      return [{ text, field, holds: (value) => value === wanted }];
    case 'starts-with':
      return [{ text, field, holds: (value) => value.startsWith(wanted) }];
    default:
      throw invalidPolicy(`Invalid condition: ${text}`);
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function violation(text: string): Error {
  return s3Error('AccessDenied', {}, `Invalid according to Policy: ${text}`);
}

function invalidPolicy(text: string): Error {
  return s3Error('InvalidPolicyDocument', {}, `Invalid Policy: ${text}`);
}
