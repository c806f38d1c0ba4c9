import { AwsError } from '../aws/aws-error.ts';
import type { Tags } from './tags.ts';

/** One filter of a Describe operation: the values are alternatives. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** What a filter of that name looks at. */
export type FilterValues<Item> = Readonly<Record<string, (item: Item) => readonly string[] | string>>;

/**
 * The items that pass every filter. Values are compared with case; `*` stands for any characters, `?` for
 * one, and a backslash takes either literally. Throws AwsError for a filter that the resource has not.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export function applyFilters<Item>(
  items: readonly Item[],
  filters: readonly Filter[],
  known: FilterValues<Item>,
  tagsOf: (item: Item) => Tags,
): readonly Item[] {
  return filters.reduce((left, { name, values }) => {
    const valuesOf = lookup(name, known, tagsOf);
    const matchers = values.map(valueMatcher);
    return left.filter((item) => {
      const found = valuesOf(item);
      const list = typeof found === 'string' ? [found] : found;
      return list.some((value) => matchers.some((matches) => matches(value)));
    });
  }, items);
}

function lookup<Item>(
  name: string,
  known: FilterValues<Item>,
  tagsOf: (item: Item) => Tags,
): (item: Item) => readonly string[] | string {
  if (name === 'tag-key') return (item) => Object.keys(tagsOf(item));
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return (item) => {
      const tags = tagsOf(item);
      return Object.hasOwn(tags, key) ? (tags[key] ?? []) : [];
    };
  }
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found === undefined) {
    throw new AwsError('InvalidParameterValue', `The filter '${name.slice(0, 128)}' is invalid`);
  }
  return found;
}

/** Steps through the text once for each `*`, so that no pattern takes long. */
function valueMatcher(pattern: string): (text: string) => boolean {
  const parts: (string | typeof ANY | typeof ONE)[] = [];
  for (const [, escaped, character = ''] of pattern.matchAll(/\\([*?\\])|(.)/gsu)) {
    parts.push(escaped ?? (character === '*' ? ANY : character === '?' ? ONE : character));
  }
  return (text) => matches(parts, [...text]);
}

const ANY: unique symbol = Symbol('*');
const ONE: unique symbol = Symbol('?');

function matches(parts: readonly (string | symbol)[], text: readonly string[]): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (next < text.length) {
    if (parts[at] === ANY) {
      star = at++;
      resume = next;
    } else if (at < parts.length && (parts[at] === ONE || parts[at] === text[next])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      next = ++resume;
    } else return false;
  }
  while (parts[at] === ANY) at += 1;
  return at === parts.length;
}
