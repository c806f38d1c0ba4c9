import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AwsError } from '../src/aws/aws-error.ts';
import type { AwsService, Caller } from '../src/aws/aws-service.ts';
import { HttpRequest } from '../src/front-door/http.ts';

/** What an operation asks of the caller's policies, with an input that names everything it can. */
export type ActionRow = readonly [
  operation: string,
  input: Readonly<Record<string, unknown>>,
  asked: readonly string[],
];

/** A caller who may do everything, and what it was asked for, as `action resource`. */
export function askedCaller(): { readonly caller: Caller; readonly asked: string[] } {
  const asked: string[] = [];
  const caller: Caller = {
    arn: 'arn:aws:iam::000000000000:user/someone',
    accountId: '000000000000',
    userId: 'AIDAEXAMPLE',
    authorize: ({ action, resource }) => void asked.push(`${action} ${resource}`),
  };
  return { caller, asked };
}

/** Calls an operation for somebody who may do everything; gives what was asked about. */
export async function askedBy(
  service: AwsService | undefined,
  call: { readonly request: HttpRequest; readonly body: Buffer },
): Promise<string[]> {
  const { caller, asked } = askedCaller();
  try {
    await service?.handle({ ...call, caller });
  } catch (error) {
    // What it is about is not there, which is looked at after the policies.
    if (!(error instanceof AwsError)) throw error;
  }
  return asked;
}

export function httpRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer = Buffer.alloc(0),
): HttpRequest {
  return new HttpRequest({
    id: 'b0a1c2d3-0000-4000-8000-000000000000',
    receivedAt: 0,
    method,
    target,
    headers: Object.entries(headers),
    remoteAddress: '127.0.0.1',
    stream: Readable.from(body.length === 0 ? [] : [body]),
  });
}

/** A call of the protocols that name the operation in `X-Amz-Target`. */
export function targetCall(target: string, input: object): { request: HttpRequest; body: Buffer } {
  return {
    request: httpRequest('POST', '/', { 'X-Amz-Target': target }),
    body: Buffer.from(JSON.stringify(input)),
  };
}

/** The operations of a service by their files, as `PutItem`. */
export async function operationNames(service: string): Promise<string[]> {
  const files = await readdir(join(import.meta.dirname, '..', 'src', service, 'operations'));
  return files
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) =>
      file.replace(/\.ts$/, '').replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    )
    .sort();
}
