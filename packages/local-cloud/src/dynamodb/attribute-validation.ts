import type { AttributeValue, Item } from './attribute-value.ts';
import { numberSize } from './item-size.ts';
import { normalizeNumber } from './number.ts';
import { assertNameLength, invalidParameter, validationError } from './validation-error.ts';

/**
 * Checks a value that `attributeShape` read, brings its numbers into their one form (in place), and
 * answers its size in bytes as DynamoDB counts it. Throws AwsError ValidationException.
 */
export function validateAttributeValue(value: AttributeValue): number {
  const members: Partial<Record<string, unknown>> & object = value;
  let size = 0;
  let types = 0;
  for (const type of Object.keys(members)) {
    types += 1;
    size = VALIDATORS[type]?.(value as Mutable) ?? 0;
  }
  if (types === 1) return size;
  throw validationError(
    types === 0
      ? 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'
      : 'Supplied AttributeValue has more than one datatypes set, ' +
          'must contain exactly one of the supported datatypes',
  );
}

/** Checks every attribute, its name too; answers the size in bytes of names and values. */
export function validateItem(item: Item): number {
  let size = 0;
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value === undefined) continue;
    const length = Buffer.byteLength(name);
    if (length === 0) throw invalidParameter('An attribute name may not be empty');
    assertNameLength(length);
    size += length + validateAttributeValue(value);
  }
  return size;
}

interface Mutable {
  S: string;
  N: string;
  B: string;
  BOOL: boolean;
  NULL: boolean;
  SS: readonly string[];
  NS: readonly string[];
  BS: readonly string[];
  L: readonly AttributeValue[];
  M: Item;
}

const binarySize = (base64: string): number => Buffer.byteLength(base64, 'base64');

const VALIDATORS: Readonly<Record<string, (value: Mutable) => number>> = {
  S: (value) => Buffer.byteLength(value.S),
  N: (value) => {
    value.N = normalizeNumber(value.N);
    return numberSize(value.N);
  },
  B: (value) => binarySize(value.B),
  BOOL: () => 1,
  NULL: (value) => {
    if (value.NULL) return 1;
    throw invalidParameter('Null attribute value types must have the value of true');
  },
  SS: (value) => {
    if (value.SS.length === 0) throw invalidParameter('An string set  may not be empty');
    if (hasDuplicates(value.SS)) {
      throw invalidParameter(`Input collection [${value.SS.join(', ')}] contains duplicates.`);
    }
    return value.SS.reduce((size, member) => size + Buffer.byteLength(member), 0);
  },
  NS: (value) => {
    if (value.NS.length === 0) throw invalidParameter('An number set  may not be empty');
    value.NS = value.NS.map(normalizeNumber);
    if (hasDuplicates(value.NS)) throw validationError('Input collection contains duplicates');
    return value.NS.reduce((size, member) => size + numberSize(member), 0);
  },
  BS: (value) => {
    if (value.BS.length === 0) throw invalidParameter('Binary sets should not be empty');
    if (hasDuplicates(value.BS)) {
      throw invalidParameter(`Input collection [${value.BS.join(', ')}]of type BS contains duplicates.`);
    }
    return value.BS.reduce((size, member) => size + binarySize(member), 0);
  },
  L: (value) => value.L.reduce((size, member) => size + 1 + validateAttributeValue(member), 3),
  M: (value) => validateItem(value.M) + 3 + Object.keys(value.M).length,
};

function hasDuplicates(members: readonly string[]): boolean {
  return new Set(members).size !== members.length;
}
