import { AwsError } from '../../aws/aws-error.ts';

/** Takes one member of an operation's input: the value typed, or its problems added to `problems`. */
export interface Shape<T> {
  read(value: unknown, path: string, problems: string[]): T;
}

/** A member that must be there. */
export interface RequiredShape<T> extends Shape<T> {
  readonly required: true;
}

type Members = Readonly<Record<string, Shape<unknown>>>;
type Value<S> = S extends Shape<infer T> ? T : never;
type RequiredNames<M extends Members> = {
  [K in keyof M]: M[K] extends RequiredShape<unknown> ? K : never;
}[keyof M];

/** What a structure of such members gives: the required ones, and the others where the input has them. */
export type Structure<M extends Members> = { readonly [K in RequiredNames<M>]: Value<M[K]> } & {
  readonly [K in Exclude<keyof M, RequiredNames<M>>]?: Value<M[K]>;
};

export interface TextRules {
  readonly min?: number;
  readonly max?: number;
  /** As the service's model prints it; matched against the whole text. */
  readonly pattern?: string;
  /** The same rule in linear time, where the printed pattern would look for a fit too long. */
  readonly matcher?: RegExp;
  /** The value is never repeated in an error. */
  readonly sensitive?: boolean;
}

/** The validation of AWS's JSON services quotes paths in lower camel case: `userAttributes.1.member.name`. */
function quoted(path: string): string {
  return path.replace(/(^|\.)([A-Z])/g, (_match, dot: string, letter: string) => dot + letter.toLowerCase());
}

function refuse(problems: string[], path: string, shown: string, constraint: string): void {
  problems.push(`Value ${shown}at '${quoted(path)}' failed to satisfy constraint: ${constraint}`);
}

function wrongType(found: unknown, wanted: string): AwsError {
  const kind =
    found !== null && typeof found === 'object'
      ? 'Start of structure or map found where not expected.'
      : `${(typeof found).toUpperCase()}_VALUE can not be converted to ${wanted}`;
  return new AwsError('SerializationException', kind);
}

export function text(rules: TextRules = {}): Shape<string> {
  const printed = rules.pattern === undefined ? undefined : new RegExp(`^(?:${rules.pattern})$`, 'u');
  const pattern = rules.matcher ?? printed;
  return {
    read(value, path, problems) {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      const shown = rules.sensitive ? '' : `'${value.slice(0, 256)}' `;
      const length = value.length;
      if (rules.min !== undefined && length < rules.min) {
        const least = `Member must have length greater than or equal to ${rules.min}`;
        refuse(problems, path, shown, least);
      } else if (rules.max !== undefined && length > rules.max) {
        refuse(problems, path, shown, `Member must have length less than or equal to ${rules.max}`);
      } else if (pattern !== undefined && !pattern.test(value)) {
        const form = `Member must satisfy regular expression pattern: ${rules.pattern}`;
        refuse(problems, path, shown, form);
      }
      return value;
    },
  };
}

export function oneOf<const T extends string>(...words: readonly T[]): Shape<T> {
  return {
    read(value, path, problems) {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      const word = words.find((each) => each === value);
      if (word !== undefined) return word;
      const set = `Member must satisfy enum value set: [${words.join(', ')}]`;
      refuse(problems, path, `'${value.slice(0, 256)}' `, set);
      return value as T;
    },
  };
}

export function integer(min: number, max: number): Shape<number> {
  return {
    read(value, path, problems) {
      if (typeof value !== 'number') throw wrongType(value, 'an Integer');
      const shown = `'${value}' `;
      if (!Number.isInteger(value)) throw wrongType(value, 'an Integer');
      if (value < min)
        refuse(problems, path, shown, `Member must have value greater than or equal to ${min}`);
      if (value > max) refuse(problems, path, shown, `Member must have value less than or equal to ${max}`);
      return value;
    },
  };
}

export function flag(): Shape<boolean> {
  return {
    read(value) {
      if (typeof value !== 'boolean') throw wrongType(value, 'a Boolean');
      return value;
    },
  };
}

export function list<T>(member: Shape<T>, min = 0, max: number = Number.MAX_SAFE_INTEGER): Shape<T[]> {
  return {
    read(value, path, problems) {
      if (!Array.isArray(value)) throw wrongType(value, 'a List');
      if (value.length < min) {
        refuse(problems, path, '', `Member must have length greater than or equal to ${min}`);
      }
      if (value.length > max) {
        refuse(problems, path, '', `Member must have length less than or equal to ${max}`);
        return [];
      }
      return value.map((each, index) => member.read(each, `${path}.${index + 1}.member`, problems));
    },
  };
}

/** A map from text to text: client metadata, tags, authentication parameters. */
export function textMap(value: Shape<string> = text()): Shape<Record<string, string>> {
  return {
    read(input, path, problems) {
      if (input === null || typeof input !== 'object' || Array.isArray(input)) {
        throw wrongType(input, 'a Map');
      }
      const entries = Object.entries(input).map(([key, each]) => [
        key,
        value.read(each, `${path}.${key}.member`, problems),
      ]);
      return Object.fromEntries(entries);
    },
  };
}

/** Members that the table does not name are ignored, as AWS ignores them. */
export function structure<M extends Members>(members: M): Shape<Structure<M>> {
  return {
    read(value, path, problems) {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        throw wrongType(value, 'a Structure');
      }
      const given = new Map<string, unknown>(Object.entries(value));
      const taken: Record<string, unknown> = {};
      for (const [name, member] of Object.entries(members)) {
        const at = path === '' ? name : `${path}.${name}`;
        const own = given.get(name);
        if (own !== undefined && own !== null) taken[name] = member.read(own, at, problems);
        else if ('required' in member) refuse(problems, at, 'null ', 'Member must not be null');
      }
      return taken as Structure<M>;
    },
  };
}

export function required<T>(shape: Shape<T>): RequiredShape<T> {
  return { read: shape.read, required: true };
}

/**
 * The whole of an operation's input.
 * Throws InvalidParameterException with every problem, or SerializationException for a wrong JSON type.
 */
export function readInput<T>(shape: Shape<T>, value: unknown): T {
  const problems: string[] = [];
  const input = shape.read(value, '', problems);
  if (problems.length === 0) return input;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  throw new AwsError('InvalidParameterException', `${count}: ${problems.join('; ')}`);
}
