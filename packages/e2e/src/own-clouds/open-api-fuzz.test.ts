import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApi } from '@taskyard/contract';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type DocumentedOperation,
  documentedOperations,
  type FuzzedRequest,
  fuzzedRequest,
} from '../fuzz/fuzzed-request.ts';
import { withIds } from '../fuzz/schema-values.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';
import { startTaskyard, type TaskyardProcess } from '../support/taskyard-process.ts';

/** Requests made from the OpenAPI document, wrong in every way: each answer is one that the document tells. */

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 5_000);
/** Another seed makes other requests: FUZZ_SEED=7 npx vitest run --project own-clouds open-api-fuzz */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_120);
const AT_ONCE = 8;

const document = JSON.parse(JSON.stringify(openApi({ serverUrl: 'http://localhost' })));
const operations = documentedOperations(document);
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
ajv.addSchema({ $id: 'document', ...document });

let directory: string;
let taskyard: TaskyardProcess | undefined;
let outputs: Outputs;
let token: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'taskyard-fuzz-'));
  taskyard = await startTaskyard(directory, { args: ['--no-web'] });
  outputs = taskyard.outputs;
  token = (await newPerson(outputs)).accessToken;
});

afterAll(async () => {
  await taskyard?.end('SIGTERM');
  await rm(directory, { recursive: true, force: true });
});

type Ids = Readonly<Record<string, string>>;

/** What answers have told of, by the parameter that takes it: its id, and those of what it is in. */
const known = new Map<string, readonly Ids[]>();

/** What may stand for a path parameter, so that requests reach further than a 404. */
function remember({ resource }: DocumentedOperation, within: Ids, answer: unknown): void {
  const id = Object(answer).id;
  if (typeof id !== 'string') return;
  const prefix = `${resource}/{`;
  const names = operations.flatMap((operation) =>
    operation.resource.startsWith(prefix)
      ? [/^\w+/.exec(operation.resource.slice(prefix.length))?.[0] ?? '']
      : [],
  );
  for (const name of new Set(names)) {
    known.set(name, [{ ...within, [name]: id }, ...(known.get(name) ?? [])].slice(0, 20));
  }
}

/** One of the things that exist; of another kind when there is none of this. */
function existing(name: string, choice: number): Ids {
  const things = known.get(name) ?? [];
  return things[choice % things.length] ?? { [name]: 'inbox' };
}

const existingId = (name: string, choice: number): string => {
  const asked = name === 'parentId' ? 'taskId' : name;
  return existing(asked, choice)[asked] ?? 'inbox';
};

/** The values of the path's parameters; those that choose what exists choose it whole, with what it is in. */
function idsOf({ path }: FuzzedRequest): Ids {
  return Object.assign(
    {},
    ...Object.entries(path).map(([name, chosen]) =>
      typeof chosen === 'number' ? existing(name, chosen) : { [name]: chosen },
    ),
  );
}

function urlOf({ operation, query }: FuzzedRequest, ids: Ids): string {
  const resource = operation.resource.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(ids[name] ?? ''),
  );
  const search = new URLSearchParams(Object.fromEntries(query)).toString();
  return `${outputs.PeopleApiUrl.replace(/\/$/, '')}${resource}${search === '' ? '' : `?${search}`}`;
}

const validators = new Map<string, ValidateFunction>();

/** Why an answer is none that the document tells; undefined when it is. */
function undocumented(
  operation: DocumentedOperation,
  status: number,
  type: string,
  text: string,
): string | undefined {
  const form = Object(operation.responses[String(status)] ?? {});
  const content: Readonly<Record<string, object>> = form.content ?? {};
  if (operation.responses[String(status)] === undefined) {
    // The gateway itself may refuse what is no request for it, with its own message.
    const gateway = status >= 400 && status < 500 && type === 'application/json';
    return gateway && typeof Object(JSON.parse(text)).message === 'string'
      ? undefined
      : 'the status is not documented';
  }
  if (Object.keys(content).length === 0) return text === '' ? undefined : 'there is a body';
  if (content[type] === undefined) return `the media type ${type} is not documented`;
  const pointer = `document#/paths/${escaped(operation.resource)}/${operation.method.toLowerCase()}/responses/${status}/content/${escaped(type)}/schema`;
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: pointer });
  validators.set(pointer, validate);
  return validate(JSON.parse(text)) ? undefined : ajv.errorsText(validate.errors);
}

function escaped(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}

it(`${REQUESTS} requests, seed ${SEED}`, { timeout: 900_000 }, async () => {
  const requests = fc.sample(fuzzedRequest(operations, document.components.schemas), {
    numRuns: REQUESTS,
    seed: SEED,
  });
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  const left = requests.values();
  const send = async (): Promise<void> => {
    for (const request of left) {
      const { operation, headers } = request;
      const body = request.body === undefined ? undefined : withIds(request.body, existingId);
      const ids = idsOf(request);
      const url = urlOf(request, ids);
      const answer = await fetch(url, {
        method: operation.method,
        headers: { Authorization: token, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
      const seen = `${operation.name} ${answer.status}`;
      statuses.set(seen, (statuses.get(seen) ?? 0) + 1);
      const fault = answer.status >= 500 ? 'it failed' : undocumented(operation, answer.status, type, text);
      if (fault !== undefined) {
        faults.push(
          `${fault}: ${answer.status} ${text.slice(0, 300)}\n  for ${operation.method} ${url.slice(0, 300)} ${JSON.stringify(headers)} ${body?.slice(0, 500)}`,
        );
      }
      if (answer.ok && text !== '') remember(operation, ids, JSON.parse(text));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  expect(faults.slice(0, 5)).toEqual([]);
  // The requests are not refused at the door: most operations have succeeded. (Not all can: whoever owns a list cannot
  // join it, and what one request made another may have deleted.)
  const succeeded = new Set(
    [...statuses.keys()].flatMap((seen) => (/ 2\d\d$/.test(seen) ? [seen.split(' ')[0]] : [])),
  );
  const never = operations.map(({ name }) => name).filter((name) => !succeeded.has(name));
  expect(never.length, never.join()).toBeLessThan(operations.length / 5);
});
