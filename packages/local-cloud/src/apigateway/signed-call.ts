import { createHmac, hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type HeaderLine, HttpRequest } from '../front-door/http.ts';
import type { TemporaryCredentials } from '../iam/role-credentials.ts';
import type { Exchange } from './exchange.ts';

/** An operation of a service, as an integration calls it: `POST /` with headers and a body. */
export interface ServiceOperation {
  /** The request that the call is made for. */
  readonly exchange: Exchange;
  /** The service's signing name. */
  readonly service: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly session: TemporaryCredentials;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The call, signed with the session's credentials.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedCall({
  exchange,
  service,
  headers,
  body,
  session,
  now,
}: ServiceOperation): HttpRequest {
  const { facts, http } = exchange;
  const { region } = facts.account;
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const lines = Object.entries({
    ...headers,
    host: `localhost:${facts.port}`,
    'x-amz-date': time,
    'x-amz-security-token': session.sessionToken,
  })
    .map(([name, value]): HeaderLine => [name, value.trim().replace(/[ \t]+/g, ' ')])
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const names = lines.map(([name]) => name).join(';');
  const headerText = lines.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = `POST\n/\n\n${headerText}\n${names}\n${hash('sha256', body)}`;
  const digest = hash('sha256', Buffer.from(canonical, 'latin1'));
  const signature = createHmac(
    'sha256',
    signingKey(session.secretAccessKey, [date, region, service, 'aws4_request']),
  )
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${digest}`)
    .digest('hex');
  const credential = `Credential=${session.accessKeyId}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return new HttpRequest({
    id: facts.sources.uuid(),
    receivedAt: now,
    method: 'POST',
    target: '/',
    headers: [...lines, ['authorization', authorization]],
    remoteAddress: http.remoteAddress,
    stream: Readable.from([body]),
  });
}

function signingKey(secret: string, scope: readonly string[]): Buffer {
  return scope.reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}
