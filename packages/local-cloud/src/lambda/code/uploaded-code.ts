import { createHash } from 'node:crypto';
import type { OrderedStore } from '../../store/ordered-store.ts';
import type { CodeLocation } from '../function-record.ts';

/** A .zip file that came through the API, as a function's record keeps it. */
export type UploadedCode = CodeLocation & { readonly kind: 'upload' };

/** The .zip files that came through the API, on the disk by their digests. */
export class UploadedCodeStore {
  readonly #store: OrderedStore;

  constructor(store: OrderedStore) {
    this.#store = store;
  }

  get({ digest }: UploadedCode): Buffer | undefined {
    return this.#store.get(Buffer.from(digest));
  }

  /** Resolves when the file is durable. */
  async put(archive: Buffer): Promise<UploadedCode> {
    const digest = createHash('sha256').update(archive).digest('base64');
    await this.#store.write([{ type: 'put', key: Buffer.from(digest), value: archive }]);
    return { kind: 'upload', digest, size: archive.length };
  }

  /** Removes what nothing uses any more. */
  async retain(used: ReadonlySet<string>): Promise<void> {
    for await (const [key] of this.#store.entries()) {
      if (!used.has(key.toString())) await this.#store.write([{ type: 'del', key }]);
    }
  }
}
