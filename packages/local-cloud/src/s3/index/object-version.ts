import type { ChecksumAlgorithm } from '../payload/checksum.ts';

/** Where the bytes of an object are. */
export type ContentReference =
  | { readonly type: 'file'; readonly id: string }
  /** Each part of the upload that made it is a file of its own. */
  | { readonly type: 'parts'; readonly uploadId: string; readonly count: number };

export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** base64; of a composite one, with `-` and the number of parts behind. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** What a caller says of an object when it is made. */
export interface ObjectDescription {
  /** `Content-Type` and the like, by names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What follows `x-amz-meta-`, in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly storageClass: string;
}

/** One version of an object that has content. */
export interface ObjectVersion extends ObjectDescription {
  readonly deleteMarker?: never;
  readonly key: string;
  /** `null` for what was made while the bucket had no versioning. */
  readonly versionId: string;
  /** Later versions have greater numbers. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** Without quotes. */
  readonly etag: string;
  readonly size: number;
  readonly content: ContentReference;
  readonly checksum?: StoredChecksum;
}

/** The version that says the object is deleted. */
export interface DeleteMarker {
  readonly deleteMarker: true;
  readonly key: string;
  readonly versionId: string;
  readonly sequence: number;
  readonly lastModified: number;
}

export type Version = ObjectVersion | DeleteMarker;

/** An upload in parts that is not finished. */
export interface Upload extends ObjectDescription {
  readonly uploadId: string;
  readonly key: string;
  readonly startedAt: number;
  readonly checksum?: Pick<StoredChecksum, 'algorithm' | 'type'>;
}

export interface UploadPart {
  readonly number: number;
  readonly fileId: string;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}
