import type { SignedLink, SignedUpload } from '@taskyard/contract';

/** What an object must be, or is. */
export interface Content {
  /** Bytes. */
  readonly size: number;
  /** In base64. */
  readonly sha256: string;
}

/** How an object is given to whoever follows a link to it. */
export interface Presentation {
  /** The name that it is saved under. */
  readonly name: string;
  readonly contentType: string;
}

/** A private bucket, as the module uses it. Keys are made of letters, digits, `-`, `.` and `/`. */
export interface Bucket {
  /** A request that puts exactly this content there. */
  signUpload(key: string, content: Content): Promise<SignedUpload>;
  /** A link to the content, which browsers save and never show as a page. */
  signDownload(key: string, presentation: Presentation): Promise<SignedLink>;
  /** What is stored there; undefined when nothing is. */
  find(key: string): Promise<Content | undefined>;
  copy(from: string, to: string): Promise<void>;
  /** Removes what is there, if anything is. */
  remove(key: string): Promise<void>;
}
