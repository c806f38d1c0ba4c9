import { ApiProblem } from './api-problem.ts';

/**
 * Counts up when the JSON of a thing changes though its content does not (a new field with a default), so
 * that the tags stay strong (RFC 9110, 8.8.1): equal tags, equal bytes.
 */
const REPRESENTATION = 1;

/** The strong entity tag of a version of a thing: `"3-1"`. */
export function entityTag(version: number): string {
  return `"${version}-${REPRESENTATION}"`;
}

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/** A list of entity tags, or `*`. */
type Tags = '*' | readonly { readonly weak: boolean; readonly value: string }[];

function readTags(name: string, header: string): Tags {
  if (header.trim() === '*') return '*';
  return header.split(',').map((part) => {
    const match = TAG.exec(part.trim());
    if (match === null) {
      throw new ApiProblem('invalid-request', {
        errors: [{ pointer: name, detail: 'Not an entity tag; they look like "3-1", with the quotes' }],
      });
    }
    return { weak: match[1] !== undefined, value: `"${match[2]}"` };
  });
}

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
    return !weak && Number.isSafeInteger(version) && value === entityTag(version) ? [version] : [];
  });
}

/** Whether If-None-Match names `tag`, so that a GET answers 304 (RFC 9110, 13.1.2). */
export function noneMatchNames(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = readTags('If-None-Match', ifNoneMatch);
  return tags === '*' || tags.some(({ value }) => value === tag);
}
