import { invalidRequest } from './api-problem.ts';

/**
 * Counts up when the JSON of a thing changes though its content does not (a new field with a default), so
 * that the tags stay strong (RFC 9110, 8.8.1): equal tags, equal bytes.
 */
const REPRESENTATION = 1;

/** The strong entity tag of a version of a thing: `"3-1"`. */
export function entityTag(version: number): string {
  return `"${version}-${REPRESENTATION}"`;
}

/** One element of a list, which may be empty (RFC 9110, 5.6.1). */
const ELEMENT = /[ \t]*(?:(W\/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*)?(?:,|$)/y;

/** A list of entity tags, or `*`. */
type Tags = '*' | readonly { readonly weak: boolean; readonly value: string }[];

function readTags(name: string, header: string): Tags {
  if (header.trim() === '*') return '*';
  const tags: { weak: boolean; value: string }[] = [];
  for (let at = 0; at < header.length; at = ELEMENT.lastIndex) {
    ELEMENT.lastIndex = at;
    const match = ELEMENT.exec(header);
    if (match === null) return refuse(name);
    if (match[2] !== undefined) tags.push({ weak: match[1] !== undefined, value: match[2] });
  }
  if (tags.length > MAX_TAGS) throw invalidRequest(name, `More than ${MAX_TAGS} entity tags`);
  return tags.length === 0 ? refuse(name) : tags;
}

function refuse(name: string): never {
  throw invalidRequest(name, 'Not an entity tag; they look like "3-1", with the quotes');
}

/** More tags than this are refused: a condition on a table has room for so many. */
const MAX_TAGS = 50;

/**
 * The versions that If-Match lets through, or undefined when any will do (no header, or `*`).
 * Weak tags never match here (RFC 9110, 13.1.1).
 */
export function matchedVersions(ifMatch: string | undefined): readonly number[] | undefined {
  if (ifMatch === undefined) return undefined;
  const tags = readTags('If-Match', ifMatch);
  if (tags === '*') return undefined;
  return tags.flatMap(({ weak, value }) => {
    const version = Number.parseInt(value.slice(1), 10);
    return !weak && version >= 1 && Number.isSafeInteger(version) && value === entityTag(version)
      ? [version]
      : [];
  });
}

/** Whether If-None-Match names `tag`, so that a GET answers 304 (RFC 9110, 13.1.2). */
export function noneMatchNames(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = readTags('If-None-Match', ifNoneMatch);
  return tags === '*' || tags.some(({ value }) => value === tag);
}
