import type { Bucket } from './bucket.ts';
import { attachmentDisposition, safeContentType } from './presentation.ts';
import type { ObjectRequest, SignedRequests } from './signed-requests.ts';

/** How long an upload may begin after it was announced, in seconds. */
const UPLOAD_SECONDS = 15 * 60;

/** How long a link to a content works, in seconds. */
const DOWNLOAD_SECONDS = 5 * 60;

/** The bucket in S3. `now` is in milliseconds. */
export function signedBucket(requests: SignedRequests, now: () => number): Bucket {
  const send = async (request: ObjectRequest, allowed: readonly number[] = []): Promise<Response> => {
    const response = await requests.send(request);
    if (response.ok || allowed.includes(response.status)) return response;
    throw new Error(
      `S3 answered ${response.status} to ${request.method} ${request.key}: ${await response.text()}`,
    );
  };
  const expiry = (signedAt: number, seconds: number): string =>
    new Date(signedAt + seconds * 1000).toISOString();
  return {
    async signUpload(key, { size, sha256 }) {
      const signedAt = now();
      const headers = { 'x-amz-checksum-sha256': sha256 };
      const url = await requests.presign(
        // Every client sends the length by itself, so it is signed but not among the headers to send.
        { method: 'PUT', key, headers: { ...headers, 'content-length': String(size) } },
        new Date(signedAt),
        UPLOAD_SECONDS,
      );
      return { method: 'PUT', url, headers, expiresAt: expiry(signedAt, UPLOAD_SECONDS) };
    },

    async signDownload(key, { name, contentType }) {
      const signedAt = now();
      const query = {
        'response-content-disposition': attachmentDisposition(name),
        'response-content-type': safeContentType(contentType),
        'response-cache-control': 'private, no-store',
      };
      const url = await requests.presign({ method: 'GET', key, query }, new Date(signedAt), DOWNLOAD_SECONDS);
      return { url, expiresAt: expiry(signedAt, DOWNLOAD_SECONDS) };
    },

    async find(key) {
      // Without the right to list the bucket, S3 answers 403 for what is not there.
      const response = await send(
        { method: 'HEAD', key, headers: { 'x-amz-checksum-mode': 'ENABLED' } },
        [403, 404],
      );
      if (!response.ok) return undefined;
      return {
        size: Number(response.headers.get('content-length')),
        sha256: response.headers.get('x-amz-checksum-sha256') ?? '',
      };
    },

    async copy(from, to) {
      const source = `/${requests.bucket}/${from}`;
      const response = await send({ method: 'PUT', key: to, headers: { 'x-amz-copy-source': source } });
      const text = await response.text();
      // S3 begins to answer before the copy is done, and may say so after a 200.
      if (text.includes('<Error>')) throw new Error(`S3 did not copy ${from}: ${text}`);
    },

    async remove(key) {
      await send({ method: 'DELETE', key });
    },
  };
}
