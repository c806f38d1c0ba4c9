import fc from 'fast-check';

/** A JSON Schema (2020-12), as far as the API's document uses it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Texts that break programs: empty, long, of other planes, of control characters, of other formats. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    "'; DROP TABLE tasks; --",
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '${jndi:ldap://x}',
    '-1',
    '1e309',
    'null',
    'A'.repeat(9_000),
    '𝒜'.repeat(600),
    '9999-99-99',
    '2026-02-30T25:61:61Z',
    'FREQ=SECONDLY;COUNT=99999999999',
  ),
);

/** Any JSON at all. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(fc.jsonValue({ maxDepth: 3 }), hostileText);

/** Texts of a format, right ones. */
const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map(dayOf),
  'date-time': fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  email: fc.emailAddress(),
  uuid: fc.uuid({ version: 7 }),
};

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * Values for a schema: right ones mostly, and ones with a member missing, added, or of another kind. `components`
 * are what `$ref` leads to.
 */
export function schemaValue(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: rightValue(schema, components) },
    { weight: 1, arbitrary: anyJson },
  );
}

/** Members whose schema does not say all that they must be. */
const byName: Readonly<Record<string, fc.Arbitrary<string>>> = {
  cidr: fc.constantFrom('10.0.0.0/24', '10.0.0.0/26', '10.0.0.64/26', '10.0.0.0/8'),
  recurrence: fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,FR', 'FREQ=MONTHLY;BYDAY=-1FR;COUNT=3'),
  timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'Mars/Olympus'),
};

/** Stands for the id of something that exists: `{{taskId:7}}` is one of the tasks. */
const PLACEHOLDER = /\{\{(\w+):(\d+)\}\}/g;

/** The text with the ids of things that exist in the places that ask for them. */
export function withIds(text: string, idOf: (name: string, choice: number) => string): string {
  return text.replaceAll(PLACEHOLDER, (_whole, name: string, choice: string) => idOf(name, Number(choice)));
}

function rightMember(
  name: string,
  schema: unknown,
  components: Readonly<Record<string, JsonSchema>>,
): fc.Arbitrary<unknown> {
  const known = byName[name];
  const right = rightValue(Object(schema), components);
  const arbitrary = /Id$/.test(name)
    ? fc.oneof(
        right,
        fc.nat({ max: 20 }).map((choice) => `{{${name}:${choice}}}`),
      )
    : (known ?? right);
  return fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: anyJson });
}

function rightValue(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
): fc.Arbitrary<unknown> {
  const inner = (of: unknown): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 20, arbitrary: rightValue(Object(of), components) },
      { weight: 1, arbitrary: anyJson },
    );
  if (typeof schema.$ref === 'string') {
    return rightValue(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, components);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches)) return fc.oneof(...branches.map((branch) => inner(branch)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectValue(schema, components);
    case 'array':
      return fc.array(inner(schema.items), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(Number(schema.maxItems ?? 4), 4),
      });
    case 'integer':
      return fc.integer({
        min: Number(schema.minimum ?? -5),
        max: Math.min(Number(schema.maximum ?? 1_000), Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textValue(schema);
    default:
      return anyJson;
  }
}

function objectValue(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
): fc.Arbitrary<unknown> {
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const members = new Map(
    Object.entries(Object(schema.properties ?? {})).map(([name, member]) => [
      name,
      rightMember(name, member, components),
    ]),
  );
  const optional = [...members.keys()].filter((name) => !required.includes(name));
  const record = (names: readonly string[]): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries([...members].filter(([name]) => names.includes(name))));
  // A few optional ones at a time, or hardly anything would be right as a whole.
  const right = fc
    .subarray(optional, { maxLength: Math.min(2, optional.length) })
    .chain((names) => record([...required, ...names]));
  return fc.oneof(
    { weight: 20, arbitrary: right },
    { weight: 1, arbitrary: fc.subarray([...members.keys()]).chain(record) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(right, fc.string(), anyJson)
        .map(([value, name, more]) => ({ ...value, [name]: more })),
    },
  );
}

function textValue(schema: JsonSchema): fc.Arbitrary<string> {
  const format = typeof schema.format === 'string' ? formats[schema.format] : undefined;
  if (format !== undefined) return format;
  if (typeof schema.pattern === 'string') {
    return fc.oneof(fc.stringMatching(new RegExp(schema.pattern)), hostileText);
  }
  const least = Number(schema.minLength ?? 0);
  const words = fc.string({ minLength: least, maxLength: Math.min(Number(schema.maxLength ?? 40), 40) });
  return fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: hostileText });
}
