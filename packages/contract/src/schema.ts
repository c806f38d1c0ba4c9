import * as z from 'zod';

/** The members of an object schema for `T`: one schema each, optional exactly where `T` is. */
export type MemberSchemas<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K>
    ? z.ZodExactOptional<z.ZodType<Required<T>[K]>>
    : z.ZodType<T[K]>;
};

/** A rule over several members; a value that breaks it is refused at the member `at`. */
export interface Rule<T> {
  readonly check: (value: T) => boolean;
  readonly error: string;
  readonly at: keyof T & string;
}

/** Something wrong with a value, below it. */
export interface Fault {
  readonly at: readonly (string | number)[];
  readonly error: string;
}

/** All that is wrong with a value whose members are right each for itself. */
export type FaultFinder<T> = (value: T) => readonly Fault[];

/**
 * The schema of `T`, which the compiler holds against `members` both ways: none missing, none besides.
 * Refuses members that it does not name. `id` is its name in the OpenAPI document.
 */
export function objectSchema<T>(
  id: string,
  members: MemberSchemas<T>,
  rule?: Rule<T> | FaultFinder<T>,
): z.ZodType<T> {
  const schema = z.strictObject(members) as unknown as z.ZodType<T>;
  return ruled(schema, rule).meta({ id });
}

function ruled<T>(schema: z.ZodType<T>, rule: Rule<T> | FaultFinder<T> | undefined): z.ZodType<T> {
  if (rule === undefined) return schema;
  if (typeof rule !== 'function') return schema.refine(rule.check, { error: rule.error, path: [rule.at] });
  return schema.superRefine((value, context) => {
    for (const { at, error } of rule(value)) {
      context.addIssue({ code: 'custom', message: error, path: [...at] });
    }
  });
}

/**
 * Text of `min` to `max` characters, counted as JSON Schema counts them (code points, not UTF-16 units).
 * Half a surrogate pair is refused: no UTF-8 store could give it back.
 */
export function text(min: number, max: number): z.ZodType<string> {
  return z
    .string()
    .refine((value) => value.length <= max || [...value].length <= max, {
      error: `Longer than ${max} characters`,
      abort: true,
    })
    .refine((value) => value.length >= min, {
      error: min === 1 ? 'Empty' : `Shorter than ${min} characters`,
      abort: true,
    })
    .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'Not well-formed Unicode' })
    .meta({ minLength: min, maxLength: max });
}

/** Text of one line: `text` without control characters (line breaks, escapes, NUL). */
export function line(min: number, max: number): z.ZodType<string> {
  return text(min, max)
    .refine((value) => !/\p{Cc}/u.test(value), { error: 'Has line breaks or other control characters' })
    .meta({ minLength: min, maxLength: max });
}

/** Text of at most `max` bytes of UTF-8, well-formed as in `text`. */
export function textOfBytes(max: number): z.ZodType<string> {
  const encoder = new TextEncoder();
  return (
    z
      .string()
      .refine((value) => value.length <= max && encoder.encode(value).length <= max, {
        error: `Longer than ${max} bytes`,
        abort: true,
      })
      .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'Not well-formed Unicode' })
      // No character takes less than a byte.
      .meta({ maxLength: max })
  );
}

/** Up to 20 different labels, each a line of 1 to 64 characters. */
export function labelList(): z.ZodType<readonly string[]> {
  return z
    .array(line(1, 64))
    .max(20)
    .refine((values) => new Set(values).size === values.length, { error: 'A label is named twice' })
    .meta({ uniqueItems: true });
}

/** `true` or `false` as a query string carries it. */
export function booleanText(): z.ZodType<boolean> {
  return z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .pipe(z.boolean());
}

/** A whole number as a query string carries it. */
export function integerText(min: number, max: number): z.ZodType<number> {
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: 'Not a whole number' })
    .transform(Number)
    .pipe(z.int().min(min).max(max));
}
