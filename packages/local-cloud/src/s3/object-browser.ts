import type { BucketRecord } from './bucket-record.ts';
import type { ObjectVersion } from './index/object-version.ts';
import { type Listing, type ListingRequest, listObjects } from './listing.ts';
import type { S3State } from './s3-call.ts';

/** What the console reads of buckets and objects. */
export interface ObjectBrowser {
  /** By name. */
  buckets(): readonly BucketRecord[];
  list(bucket: BucketRecord, request: ListingRequest): Promise<Listing>;
  /** The newest version; undefined when there is none or it was deleted. */
  object(bucket: BucketRecord, key: string): ObjectVersion | undefined;
}

export function objectBrowser({ buckets, index }: Pick<S3State, 'buckets' | 'index'>): ObjectBrowser {
  return {
    buckets: () => buckets.list(),
    list: ({ id }, request) => listObjects((start) => index.currents(id, start), id, request),
    object({ id }, key) {
      const version = index.current(id, key);
      return version === undefined || version.deleteMarker === true ? undefined : version;
    },
  };
}
