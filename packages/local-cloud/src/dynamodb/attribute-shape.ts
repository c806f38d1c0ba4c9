import { crc32 } from 'node:zlib';
import type { AwsError } from '../aws/aws-error.ts';
import type { AttributeValue, Item } from './attribute-value.ts';
import { readFlag, readText, type Shape, serializationError, wrongNesting } from './shape.ts';
import { validationError } from './validation-error.ts';

/** How many levels an attribute may have, itself the first. */
const MAX_LEVELS = 32;
const MAP_TYPE = 'java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>';

/** An attribute value as it came: of JSON's right types, but possibly of several DynamoDB types or of none. */
export const attributeValue: Shape<AttributeValue> = {
  isStructure: true,
  read: (json) => {
    if (typeof json !== 'object') throw serializationError('Unexpected field type');
    return readValue(json, 0);
  },
  spell: spellValue,
};

/** An item, a key or another map of attribute values. The object that came is kept. */
export const attributeMap: Shape<Item> = {
  read: (json) => readMap(json, 0),
  spell: (item) =>
    `{${Object.entries(item)
      .map(([name, value]) => `${name}=${spellValue(value)}`)
      .join(', ')}}`,
};

/**
 * Throws AwsError ValidationException when lists and maps stand too deep in one another, as they may once
 * an update put one into another.
 */
export function assertLevels(value: AttributeValue, depth = 0): void {
  if (depth >= MAX_LEVELS) throw nestedTooDeep();
  if ('L' in value) for (const member of value.L) assertLevels(member, depth + 1);
  else if ('M' in value) for (const member of Object.values(value.M)) assertLevels(member, depth + 1);
}

/** AWS's texts never repeat a value that is data: in its place stands what Java makes of an object. */
function spellValue(value: AttributeValue): string {
  const hash = crc32(JSON.stringify(value)).toString(16);
  return `com.amazonaws.dynamodb.v20120810.AttributeValue@${hash}`;
}

function nestedTooDeep(): AwsError {
  return validationError(
    'Nesting Levels have exceeded supported limits: ' +
      'Attributes in the item have nested levels beyond supported limit',
  );
}

function readMap(json: unknown, depth: number): Item {
  if (Array.isArray(json)) throw serializationError(`Unrecognized collection type ${MAP_TYPE}`);
  if (typeof json !== 'object' || json === null) throw serializationError('Unexpected field type');
  const entries = json as Record<string, unknown>;
  for (const name of Object.keys(entries)) entries[name] = readValue(entries[name], depth);
  // Every entry was just read as an attribute value.
  return entries as Item;
}

function readValue(json: unknown, depth: number): AttributeValue {
  if (json === null || json === undefined) return {} as AttributeValue;
  if (typeof json !== 'object') throw serializationError('Unexpected value type in payload');
  if (Array.isArray(json)) {
    throw serializationError(
      'Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue',
    );
  }
  if (depth >= MAX_LEVELS) throw nestedTooDeep();
  const members = json as Record<string, unknown>;
  for (const type of Object.keys(members)) {
    const value = members[type];
    if (value === null || !Object.hasOwn(READERS, type)) delete members[type];
    else members[type] = READERS[type]?.(value, depth + 1);
  }
  // What it lacks, or has too much of, is for the validation to say.
  return members as AttributeValue;
}

const READERS: Readonly<Record<string, (json: unknown, depth: number) => unknown>> = {
  S: readText,
  N: readText,
  B: readBinary,
  BOOL: readFlag,
  NULL: readFlag,
  SS: (json) => readList(json, readText),
  NS: (json) => readList(json, readText),
  BS: (json) => readList(json, readBinary),
  L: (json, depth) => readList(json, (each) => readValue(each, depth)),
  M: readMap,
};

function readList<T>(json: unknown, read: (each: unknown) => T): readonly T[] {
  if (Array.isArray(json)) return json.map(read);
  throw typeof json === 'object'
    ? serializationError('Start of structure or map found where not expected')
    : serializationError('Unexpected field type');
}

function readBinary(json: unknown): string {
  if (typeof json === 'boolean' || typeof json === 'number') {
    throw serializationError('only base-64-encoded strings are convertible to bytes');
  }
  if (typeof json !== 'string') throw wrongNesting(json, 'class java.nio.ByteBuffer');
  if (json.length % 4 !== 0) {
    throw serializationError(
      `Base64 encoded length is expected a multiple of 4 bytes but found: ${json.length}`,
    );
  }
  const strange = /[^A-Za-z0-9+/=]/.exec(json);
  if (strange !== null) throw serializationError(`Invalid Base64 character: '${strange[0]}'`);
  if (Buffer.from(json, 'base64').toString('base64') !== json) {
    throw serializationError('Invalid last non-pad Base64 character dectected');
  }
  return json;
}
