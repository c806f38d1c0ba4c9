import type { Reply } from './call.ts';
import { noneMatchNames } from './entity-tag.ts';

/** What a read answers: the thing, or 304 when If-None-Match names its tag. */
export function readReply<Thing>(body: Thing, tag: string, ifNoneMatch: string | undefined): Reply<Thing> {
  const headers = { ETag: tag };
  return noneMatchNames(ifNoneMatch, tag) ? { status: 304, headers } : { status: 200, headers, body };
}
