import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Sources } from '../../aws/sources.ts';

/** A part of a file; both ends are part of it. */
export interface ContentPiece {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** What was to be read was removed in the meantime. */
export class ContentGoneError extends Error {
  override name = 'ContentGoneError';
}

const INCOMING = 'incoming';
const ID = /^[0-9a-f]{32}$/;

/**
 * The contents of objects, each in a file under a random name: what a caller calls an object never becomes
 * part of a path.
 */
export class ContentFiles {
  readonly #directory: string;
  readonly #sources: Sources;
  readonly #shelves = new Set<string>();
  /** How many read each file at this moment. */
  readonly #readers = new Map<string, number>();
  /** Files to be removed, by now or once their last reader has ended. */
  readonly #doomed = new Set<string>();

  private constructor(directory: string, sources: Sources) {
    this.#directory = directory;
    this.#sources = sources;
  }

  /** Opens the directory. What an earlier run has left unfinished, or its index does not know, is removed. */
  static async open(
    directory: string,
    sources: Sources,
    isKnown: (id: string) => boolean,
  ): Promise<ContentFiles> {
    const incoming = join(directory, INCOMING);
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    for (const shelf of await readdir(directory)) {
      if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
      for (const id of await readdir(join(directory, shelf))) {
        if (ID.test(id) && !isKnown(id)) await rm(join(directory, shelf, id), { force: true });
      }
    }
    return new ContentFiles(directory, sources);
  }

  /** Writes what `source` gives to a new file and gives back its id, once it is whole and on the disk. */
  async write(source: AsyncIterable<Uint8Array>): Promise<string> {
    const id = this.#sources.bytes(16).toString('hex');
    const temporary = join(this.#directory, INCOMING, id);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of source) await writeAll(file, chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#makeShelf(id);
      await rename(temporary, this.#path(id));
      return id;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /**
   * The pieces one after the other. What is removed while it is read is read to its end.
   * Throws ContentGoneError when one of them is no more.
   */
  async read(pieces: readonly ContentPiece[]): Promise<Readable> {
    if (pieces.some(({ id }) => this.#doomed.has(id))) throw new ContentGoneError();
    for (const { id } of pieces) this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    const release = async (): Promise<void> => {
      for (const { id } of pieces) await this.#leave(id);
    };
    let next: FileHandle | undefined;
    try {
      const [first] = pieces;
      if (first !== undefined) next = await open(this.#path(first.id), 'r');
    } catch (cause) {
      await release();
      throw new ContentGoneError('', { cause });
    }
    const path = (id: string): string => this.#path(id);
    async function* bytes(): AsyncGenerator<Buffer> {
      for (const { id, start, end } of pieces) {
        const file = next ?? (await open(path(id), 'r'));
        next = undefined;
        // The stream closes the file, also when it is left early.
        yield* file.createReadStream({ start, end, highWaterMark: 256 * 1024 });
      }
    }
    const stream = Readable.from(bytes(), { objectMode: false });
    stream.once('close', () => {
      void next?.close();
      void release();
    });
    return stream;
  }

  /** All of a small piece. Throws ContentGoneError. */
  async readSmall({ id, start, end }: ContentPiece): Promise<Buffer> {
    if (this.#doomed.has(id)) throw new ContentGoneError();
    const bytes = Buffer.allocUnsafe(end - start + 1);
    const file = await open(this.#path(id), 'r').catch((cause: unknown) => {
      throw new ContentGoneError('', { cause });
    });
    try {
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) throw new ContentGoneError();
        filled += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  }

  /** Removes files; those that are gone already are no failure. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#doomed.add(id);
    await Promise.all(ids.filter((id) => !this.#readers.has(id)).map((id) => this.#unlink(id)));
  }

  async #leave(id: string): Promise<void> {
    const left = (this.#readers.get(id) ?? 1) - 1;
    if (left > 0) {
      this.#readers.set(id, left);
      return;
    }
    this.#readers.delete(id);
    if (this.#doomed.has(id)) await this.#unlink(id).catch(() => {});
  }

  async #unlink(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
    this.#doomed.delete(id);
  }

  async #makeShelf(id: string): Promise<void> {
    const shelf = id.slice(0, 2);
    if (this.#shelves.has(shelf)) return;
    await mkdir(join(this.#directory, shelf), { recursive: true, mode: 0o700 });
    this.#shelves.add(shelf);
  }

  #path(id: string): string {
    if (!ID.test(id)) throw new TypeError('Not the id of a content file.');
    return join(this.#directory, id.slice(0, 2), id);
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) {
    written += (await file.write(chunk, written)).bytesWritten;
  }
}
