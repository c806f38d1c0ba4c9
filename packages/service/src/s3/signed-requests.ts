import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { environmentVariable } from '../api/environment.ts';

/** A request for one object. */
export interface ObjectRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Signs and sends requests for objects of one bucket (SigV4, payloads unsigned: the connection guards them). */
export interface SignedRequests {
  readonly bucket: string;
  send(request: ObjectRequest): Promise<Response>;
  /** The URL with the signature in its query; `headers` of the request are signed too. */
  presign(request: ObjectRequest, signedAt: Date, seconds: number): Promise<string>;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 30_000;

/**
 * With the region and the credentials of `client`. S3's own client would make the module's bundle larger by 115 KB,
 * for three calls; the signer is the SDK's, and in the bundle already.
 */
export function signedRequests(client: DynamoDBClient, bucket: string): SignedRequests {
  const signer = new SignatureV4({
    credentials: client.config.credentials,
    region: client.config.region,
    service: 's3',
    sha256: Sha256,
    // Keys come as they are in the path.
    uriEscapePath: false,
    applyChecksum: false,
  });
  const requestFor = async ({ method, key, query, headers }: ObjectRequest): Promise<HttpRequest> => {
    const base = await bucketUrl(bucket, client.config.region);
    return new HttpRequest({
      method,
      protocol: base.protocol,
      hostname: base.hostname,
      ...(base.port === '' ? {} : { port: Number(base.port) }),
      path: `${base.pathname.replace(/\/$/, '')}/${key}`,
      query: { ...query },
      headers: { ...headers, host: base.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    });
  };
  return {
    bucket,
    async send(request) {
      for (let attempt = 1; ; attempt += 1) {
        const signed = await signer.sign(await requestFor(request));
        const { host: _host, ...headers } = signed.headers;
        try {
          const response = await fetch(urlOf(signed), {
            method: signed.method,
            headers,
            ...(request.body === undefined ? {} : { body: request.body }),
            signal: AbortSignal.timeout(TIMEOUT_MS),
          });
          if (response.status < 500 || attempt === ATTEMPTS) return response;
        } catch (error) {
          if (attempt === ATTEMPTS) throw error;
        }
      }
    },
    async presign(request, signingDate, expiresIn) {
      const unhoistableHeaders = new Set(Object.keys(request.headers ?? {}));
      return urlOf(
        await signer.presign(await requestFor(request), { signingDate, expiresIn, unhoistableHeaders }),
      );
    },
  };
}

/** Where the bucket is: below an endpoint of the environment, else at AWS. */
async function bucketUrl(bucket: string, region: () => Promise<string>): Promise<URL> {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return endpoint === undefined
    ? new URL(`https://${bucket}.s3.${await region()}.amazonaws.com`)
    : new URL(`${endpoint.replace(/\/$/, '')}/${bucket}`);
}

function urlOf({ protocol, hostname, port, path, query = {} }: SignedUrl): string {
  const parameters = Object.entries(query).map(
    ([name, value]) => `${escaped(name)}=${escaped(String(value))}`,
  );
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  return `${protocol}//${host}${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
}

/** What the signer gives back of a request. */
interface SignedUrl {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: HttpRequest['query'];
}

/** As SigV4 counts it: everything but the unreserved characters of RFC 3986. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The requests for the bucket whose name is in an environment variable. */
export function bucketRequests(client: DynamoDBClient, variable: string): SignedRequests {
  return signedRequests(client, environmentVariable(variable));
}
