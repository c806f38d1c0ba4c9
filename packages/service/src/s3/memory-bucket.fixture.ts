import { createHash } from 'node:crypto';
import type { Bucket, Content } from './bucket.ts';

/** A bucket in this process, and the client that sends to it. */
export interface MemoryBucket extends Bucket {
  readonly keys: () => readonly string[];
  /** Sends a content to where a signed upload leads, as S3 takes it: only what was announced. */
  send(url: string, content: string): void;
}

const ORIGIN = 'https://bucket.example.com/';

export function contentOf(text: string): Content {
  return {
    size: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('base64'),
  };
}

export function memoryBucket(now: () => number): MemoryBucket {
  const stored = new Map<string, Content>();
  const announced = new Map<string, Content>();
  const later = (minutes: number): string => new Date(now() + minutes * 60_000).toISOString();
  return {
    keys: () => [...stored.keys()],
    send(url, content) {
      const key = url.slice(ORIGIN.length);
      const sent = contentOf(content);
      if (JSON.stringify(announced.get(key)) !== JSON.stringify(sent)) throw new Error('Not what was signed');
      stored.set(key, sent);
    },
    async signUpload(key, { size, sha256 }) {
      announced.set(key, { size, sha256 });
      return {
        method: 'PUT',
        url: ORIGIN + key,
        headers: { 'x-amz-checksum-sha256': sha256 },
        expiresAt: later(15),
      };
    },
    async signDownload(key, { name }) {
      return { url: `${ORIGIN}${key}?as=${encodeURIComponent(name)}`, expiresAt: later(5) };
    },
    async find(key) {
      return stored.get(key);
    },
    async copy(from, to) {
      const content = stored.get(from);
      if (content === undefined) throw new Error(`Nothing is at ${from}`);
      stored.set(to, content);
    },
    async remove(key) {
      stored.delete(key);
    },
  };
}
