import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareCloud, openBareCloud } from '../support/bare-cloud.ts';
import { writeAssembly } from '../support/hand-written-assembly.ts';
import { brokenRequest, type HostileRequest, validRequest } from '../support/hostile-request.ts';
import { hostileStack } from '../support/hostile-stack.ts';
import { type RawAnswer, type RawConnection, rawConnection } from '../support/raw-connection.ts';

const VALID = 8_500;
const BROKEN = 1_500;
const CLIENTS = 8;
/** A request that has no answer after so long hangs. */
const PATIENCE_MS = 60_000;

let cloud: BareCloud;
let directory: string;
let port: number;
let bases: readonly string[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taskyard-hostile-'));
  cloud = await openBareCloud();
  await writeAssembly(directory, { Hostile: hostileStack() });
  await cloud.deploy(directory);
  const { RestApiId, HttpApiId } = cloud.outputs().Hostile ?? {};
  port = Number(new URL(cloud.origin).port);
  bases = [`/execute-api/${RestApiId}/dev`, `/execute-api/${HttpApiId}`];
});
afterAll(async () => {
  await cloud?.close();
  await rm(directory, { recursive: true, force: true });
});

/** An answer tells nothing of the inside, and is no 5xx: no function here fails. */
function expectHarmless(answer: RawAnswer, { bytes }: HostileRequest): void {
  const shown = bytes.toString('latin1', 0, 300);
  if (answer.status >= 500) throw new Error(`${answer.status} for ${JSON.stringify(shown)}: ${answer.body}`);
  const said = `${answer.head}\n${answer.body}`;
  const leak = /node:internal|node_modules|\.(?:m?js|ts):\d+|\n\s+at |\/work\/|\/home\/|\/tmp\//.exec(said);
  if (leak !== null) throw new Error(`${leak[0]} was told for ${JSON.stringify(shown)}`);
}

/** Ways in which a client may send the same bytes. */
const SENDING: readonly ((connection: RawConnection, bytes: Buffer) => Promise<void>)[] = [
  async (connection, bytes) => connection.write(bytes),
  async (connection, bytes) => {
    for (let at = 0; at < bytes.length; at += 37) {
      connection.write(bytes.subarray(at, at + 37));
      await new Promise(setImmediate);
    }
  },
  async (connection, bytes) => {
    const middle = bytes.length >> 1;
    connection.write(bytes.subarray(0, middle));
    await wait(5);
    connection.write(bytes.subarray(middle));
  },
];

/** Sends groups of requests, each group at once, and expects an answer to each in order. */
async function sendValid(groups: Iterator<readonly HostileRequest[]>): Promise<number> {
  let connection = await rawConnection(port);
  let answered = 0;
  for (let { value: group, done } = groups.next(); done !== true; { value: group, done } = groups.next()) {
    if (connection.closed) connection = await rawConnection(port);
    const send = SENDING[answered % 10 === 0 ? 1 : answered % 25 === 0 ? 2 : 0];
    await send?.(connection, Buffer.concat(group.map(({ bytes }: HostileRequest) => bytes)));
    for (const request of group) {
      const answer = await connection.answer(request.method === 'HEAD', PATIENCE_MS);
      if (answer === undefined) {
        throw new Error(`The connection ended at ${JSON.stringify(request.bytes.toString('latin1'))}`);
      }
      expectHarmless(answer, request);
      answered += 1;
    }
  }
  connection.destroy();
  return answered;
}

/** Sends each request on a connection of its own; it is refused, or the connection ends. */
async function sendBroken(requests: Iterator<HostileRequest>): Promise<number> {
  let sent = 0;
  for (
    let { value: request, done } = requests.next();
    done !== true;
    { value: request, done } = requests.next()
  ) {
    const connection = await rawConnection(port);
    await SENDING[sent % 10 === 0 ? 2 : 0]?.(connection, request.bytes);
    const answer = await Promise.race([
      connection.answer(false, PATIENCE_MS),
      // A body that was announced and never comes is waited for, as long as the client wants.
      wait(250, undefined, { ref: false }),
    ]);
    if (answer !== undefined) expectHarmless(answer, request);
    connection.destroy();
    sent += 1;
  }
  return sent;
}

const together = async (client: () => Promise<number>): Promise<number> =>
  (await Promise.all(Array.from({ length: CLIENTS }, client))).reduce((sum, count) => sum + count, 0);

describe('APIs that are open to anybody', () => {
  it('answer every valid request once and in order, however it is sent', async () => {
    const requests = fc.sample(validRequest(fc.constantFrom(...bases), port), VALID);
    const groups = grouped(requests);
    expect(await together(() => sendValid(groups))).toBe(VALID);
  }, 600_000);

  it('refuse what is broken, and never see a request inside of another', async () => {
    const requests = fc.sample(brokenRequest(fc.constantFrom(...bases), port), BROKEN)[Symbol.iterator]();
    cloud.entries.length = 0;
    expect(await together(() => sendBroken(requests))).toBe(BROKEN);
    expect(cloud.entries.filter(({ text }) => text.includes('/smuggled'))).toEqual([]);
  }, 600_000);

  it('go on while slow clients sit there, and after all of this', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, () => rawConnection(port)));
    for (const connection of slow) connection.write(Buffer.from(`GET ${bases[0]}/items/1 HTTP/1.1\r\nHo`));
    for (const base of bases) {
      const answer = await fetch(`${cloud.origin}${base}/items/1`);
      expect([answer.status, await answer.text()]).toEqual([200, '"reached"']);
    }
    for (const connection of slow) {
      connection.write(Buffer.from(`st: localhost:${port}\r\n\r\n`));
      expect((await connection.answer(false, PATIENCE_MS))?.status).toBe(200);
      connection.destroy();
    }
    expect(cloud.entries.filter(({ text }) => /could not be handled|failed to answer/.test(text))).toEqual(
      [],
    );
  }, 120_000);
});

/** One request, or up to seven that are sent at once. */
function* grouped(requests: readonly HostileRequest[]): Generator<readonly HostileRequest[]> {
  for (let at = 0; at < requests.length; ) {
    const size = at % 3 === 0 ? (at % 7) + 1 : 1;
    yield requests.slice(at, at + size);
    at += size;
  }
}
