import { AwsError } from '../../aws/aws-error.ts';
import type { AttributeValue, Item } from '../attribute-value.ts';
import { normalizeNumber } from '../number.ts';
import { invalidParameter, validationError } from '../validation-error.ts';
import { errorAt, notWellFormed } from './partiql-error.ts';
import type { TermSyntax, TupleMember } from './statement-syntax.ts';

/** How deep a value may stand in lists and tuples. */
const MAX_DEPTH = 31;
const MAX_SCALE = 2 ** 31 - 1;

/**
 * The value of a term that is no path, with `parameters` in the place of its `?`; inside a list or a tuple
 * DynamoDB takes none. Throws AwsError ValidationException.
 */
export function literalValue(term: TermSyntax, parameters: readonly AttributeValue[]): AttributeValue {
  if (term.kind !== 'parameter') return valueUnder(term, 'root', 0);
  const value = parameters[term.index];
  if (value !== undefined) return value;
  throw validationError("Number of parameters in request and statement don't match.");
}

/** The item of an INSERT, each of whose attributes may be a parameter. */
export function literalItem(term: TermSyntax, parameters: readonly AttributeValue[]): Item {
  if (term.kind !== 'tuple') {
    const value = term.kind === 'parameter' ? literalValue(term, parameters) : undefined;
    if (value !== undefined && 'M' in value) return value.M;
    throw validationError(
      'Unsupported format in item expression. ' +
        'Please use struct format {...} to express item values for insert statement.',
    );
  }
  return tuple(term.members, 'root', (value) => literalValue(value, parameters));
}

function valueUnder(term: TermSyntax, key: string, depth: number): AttributeValue {
  if (depth > MAX_DEPTH) {
    throw validationError(`Nesting Levels have exceeded supported limits under ${key}`);
  }
  switch (term.kind) {
    case 'string':
      return { S: term.text };
    case 'number':
      return { N: numberUnder(term.text, key) };
    case 'boolean':
      return { BOOL: term.value };
    case 'null':
      return { NULL: true };
    case 'list':
      return { L: term.members.map((member, index) => valueUnder(member, `${key}[${index}]`, depth + 1)) };
    case 'tuple':
      return {
        M: tuple(term.members, key, (member, name) => valueUnder(member, `${key}.${name}`, depth + 1)),
      };
    case 'bag':
      return set(term.members, key);
    case 'missing':
      throw validationError('MISSING must be compared using IS operator');
    case 'parameter':
      throw errorAt(`Unsupported data type: Parameter under key ${key}`, term.at);
    case 'call':
      throw errorAt(`Unsupported data type: ${term.name} under key ${key}`, term.at);
    case 'path':
      throw errorAt(`Unsupported data type: VariableReference under key ${key}`, term.at);
  }
}

function tuple(
  members: readonly TupleMember[],
  key: string,
  read: (value: TermSyntax, name: string) => AttributeValue,
): Item {
  const entries = new Map<string, AttributeValue>();
  for (const { name, value } of members) {
    if (name.kind !== 'string') {
      throw validationError(`Tuple keys must be of type String. Actual type: ${name.kind} under ${key}`);
    }
    if (entries.has(name.text)) {
      throw validationError(`Duplicate keys in tuple. Key: ${name.text} under ${key}`);
    }
    entries.set(name.text, read(value, name.text));
  }
  return Object.fromEntries(entries);
}

/** A bag of strings or of numbers is a set. */
function set(members: readonly TermSyntax[], key: string): AttributeValue {
  if (members.length === 0) throw validationError('Empty bags are not supported');
  const strings = members.filter((member) => member.kind === 'string').map(({ text }) => text);
  if (strings.length === members.length) {
    if (new Set(strings).size < strings.length) {
      throw invalidParameter(`Input collection [${strings.join(', ')}] contains duplicates.`);
    }
    return { SS: strings };
  }
  const texts = members.filter((member) => member.kind === 'number').map(({ text }) => text);
  if (texts.length < members.length) {
    throw validationError(
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    );
  }
  const numbers = texts.map((text) => numberUnder(text, key));
  if (new Set(numbers).size < numbers.length) {
    throw invalidParameter(`Input collection [${texts.join(', ')}] contains duplicates! under ${key}`);
  }
  return { NS: numbers };
}

function numberUnder(text: string, key: string): string {
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const scale = (mantissa.split('.')[1] ?? '').length - Number(exponent);
  // The number's reader keeps both in 32 bits and gives up beyond.
  if (Math.abs(Number(exponent)) > MAX_SCALE || scale > MAX_SCALE) throw notWellFormed();
  if (scale < -MAX_SCALE - 1) throw notWellFormed();
  try {
    return normalizeNumber(text);
  } catch (error) {
    throw error instanceof AwsError ? validationError(`${error.message} under ${key}`) : error;
  }
}
