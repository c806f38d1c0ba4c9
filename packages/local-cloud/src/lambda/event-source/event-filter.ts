/** Whether an event is one that a filter asks for. */
export type EventFilter = (event: unknown) => boolean;

/** The pattern cannot be read, or asks for what is not emulated. */
export class EventFilterError extends Error {
  override name = 'EventFilterError';
}

/**
 * Reads a filter pattern of an event source mapping: an object of the event's own shape, whose leaves are
 * lists of the values that are wanted.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function parseEventFilter(pattern: string): EventFilter {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch (cause) {
    throw new EventFilterError('the filter pattern is not JSON', { cause });
  }
  return objectFilter(parsed, 0);
}

const MAX_DEPTH = 50;

function objectFilter(pattern: unknown, depth: number): EventFilter {
  if (!isObject(pattern) || depth > MAX_DEPTH) {
    throw new EventFilterError('a filter pattern is an object of objects and lists');
  }
  const members = Object.entries(pattern).map(([name, wanted]): EventFilter => {
    if (name === '$or') throw new EventFilterError('$or in a filter pattern is not supported');
    if (!Array.isArray(wanted)) {
      const inner = objectFilter(wanted, depth + 1);
      return (event) => inner(memberOf(event, name));
    }
    const rules = wanted.map(rule);
    return (event) => {
      const value = memberOf(event, name);
      const values = Array.isArray(value) ? value : [value];
      return rules.some((matches) => values.some(matches));
    };
  });
  return (event) => members.every((matches) => matches(event));
}

function rule(wanted: unknown): (value: unknown) => boolean {
  if (!isObject(wanted)) return (value) => value === wanted;
  const entries = Object.entries(wanted);
  const [name, operand] = entries[0] ?? [];
  if (name === undefined || entries.length !== 1) throw new EventFilterError('a rule has one member');
  switch (name) {
    case 'exists':
      return (value) => (value !== undefined) === operand;
    case 'prefix':
      return textRule(operand, (value, text) => value.startsWith(text));
    case 'suffix':
      return textRule(operand, (value, text) => value.endsWith(text));
    case 'equals-ignore-case':
      return textRule(operand, (value, text) => value.toLowerCase() === text.toLowerCase());
    case 'anything-but': {
      const rules = (Array.isArray(operand) ? operand : [operand]).map(rule);
      return (value) => value !== undefined && !rules.some((matches) => matches(value));
    }
    case 'numeric':
      return numericRule(operand);
    default:
      throw new EventFilterError(`${JSON.stringify(name)} in a filter pattern is not supported`);
  }
}

function textRule(
  operand: unknown,
  matches: (value: string, text: string) => boolean,
): (value: unknown) => boolean {
  if (typeof operand !== 'string') throw new EventFilterError('the rule needs a string');
  return (value) => typeof value === 'string' && matches(value, operand);
}

/** `[">", 0, "<=", 5]` */
function numericRule(operand: unknown): (value: unknown) => boolean {
  const list = Array.isArray(operand) ? operand : [];
  const comparisons: ((value: number) => boolean)[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const bound: unknown = list[at + 1];
    const compare = COMPARISONS[String(list[at])];
    if (typeof bound !== 'number' || compare === undefined) {
      throw new EventFilterError('numeric needs comparisons with numbers');
    }
    comparisons.push((value) => compare(value, bound));
  }
  if (comparisons.length === 0) throw new EventFilterError('numeric needs a comparison');
  return (value) => {
    // Numbers of DynamoDB are strings in its records.
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && comparisons.every((matches) => matches(number));
  };
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
