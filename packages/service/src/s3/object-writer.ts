import type { SignedRequests } from './signed-requests.ts';

/** Writes one object, piece by piece. Nobody sees any of it before it is closed. */
export interface ObjectWriter {
  write(text: string): Promise<void>;
  close(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

/** How much is kept in memory before it is sent; S3 takes parts of 5 MiB and more. */
const PART_BYTES = 8 * 1024 * 1024;

/** A writer to S3: a small object in one request, a large one in parts. */
export function objectWriter(requests: SignedRequests, key: string): ObjectWriter {
  let kept: Buffer[] = [];
  let bytes = 0;
  let uploadId: string | undefined;
  const tags: string[] = [];

  const answered = async (request: Omit<Parameters<SignedRequests['send']>[0], 'key'>): Promise<Response> => {
    const response = await requests.send({ ...request, key });
    if (response.ok) return response;
    throw new Error(`S3 answered ${response.status} to ${request.method} ${key}: ${await response.text()}`);
  };
  const begin = async (): Promise<string> => {
    const text = await (await answered({ method: 'POST', query: { uploads: '' } })).text();
    const id = /<UploadId>([^<]+)<\/UploadId>/.exec(text)?.[1];
    if (id === undefined) throw new Error(`S3 gave no upload id for ${key}`);
    return id;
  };
  const takeKept = (): Buffer<ArrayBuffer> => {
    const body = Buffer.concat(kept);
    kept = [];
    bytes = 0;
    return body;
  };
  const sendPart = async (): Promise<void> => {
    uploadId ??= await begin();
    const query = { partNumber: String(tags.length + 1), uploadId };
    const { headers } = await answered({ method: 'PUT', query, body: takeKept() });
    tags.push(headers.get('etag') ?? '');
  };
  return {
    async write(text) {
      const piece = Buffer.from(text);
      kept.push(piece);
      bytes += piece.length;
      if (bytes >= PART_BYTES) await sendPart();
    },

    async close() {
      if (uploadId === undefined) {
        await answered({ method: 'PUT', body: takeKept() });
        return;
      }
      if (bytes > 0) await sendPart();
      const parts = tags.map(
        (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
      );
      const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
      const text = await (await answered({ method: 'POST', query: { uploadId }, body })).text();
      // S3 begins to answer before it is done, and may say so after a 200.
      if (text.includes('<Error>')) throw new Error(`S3 did not put ${key} together: ${text}`);
    },

    async abort() {
      if (uploadId !== undefined) await answered({ method: 'DELETE', query: { uploadId } });
    },
  };
}
