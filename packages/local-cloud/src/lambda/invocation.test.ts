import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  handlerOf,
  type LambdaUnderTest,
  lambdaUnderTest,
  TEST_ROLE,
} from '../../test/lambda-under-test.ts';
import type { JsonObject } from '../cloudformation/resource-provider.ts';

let lambda: LambdaUnderTest;
let counter = 0;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda.close());

async function run(
  files: Readonly<Record<string, string>>,
  properties: JsonObject = {},
  event: unknown = {},
): Promise<Answer & { name: string }> {
  counter += 1;
  const name = `f${counter}`;
  await lambda.deploy(name, files, properties);
  return { name, ...(await lambda.call(name, event)) };
}

const old = { Runtime: 'nodejs22.x' };

const answers: [
  name: string,
  files: Readonly<Record<string, string>>,
  properties: JsonObject,
  payload: unknown,
][] = [
  ['an ES module', handlerOf('return event.n + 1;'), {}, 2],
  ['a CommonJS module', { 'index.js': 'exports.handler = async (event) => event.n;' }, {}, 1],
  [
    'a module that its package makes an ES module',
    {
      'index.js': 'export const handler = async () => import.meta.url.length > 0;',
      'package.json': '{"type":"module"}',
    },
    {},
    true,
  ],
  ['a .cjs file', { 'index.cjs': 'exports.handler = async () => 7;' }, {}, 7],
  ['a file without an extension', { index: 'exports.handler = async () => "plain";' }, {}, 'plain'],
  [
    'a nested path and a nested property',
    { 'src/a/main.js': 'exports.api = { get: async () => "deep" };' },
    { Handler: 'src/a/main.api.get' },
    'deep',
  ],
  ['no value at all', handlerOf(''), {}, null],
  ['a handler that is not async', { 'index.js': 'exports.handler = () => "sync";' }, {}, 'sync'],
  [
    'inline code',
    {},
    { Code: { ZipFile: 'exports.handler = async () => __filename.split("/").pop();' } },
    'index.js',
  ],
  ['a callback', { 'index.js': 'exports.handler = (e, c, done) => done(null, "cb");' }, old, 'cb'],
  [
    'a callback before a timer that still runs',
    {
      'index.js':
        'exports.handler = (e, c, done) => { const v = { late: false }; setTimeout(() => { v.late = true; }, 20); done(null, v); };',
    },
    old,
    { late: true },
  ],
  [
    'a callback that does not wait for the event loop',
    {
      'index.js':
        'exports.handler = (e, c, done) => { c.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60000); done(null, "now"); };',
    },
    old,
    'now',
  ],
  ['context.succeed', { 'index.js': 'exports.handler = (e, c) => { c.succeed("ok"); };' }, old, 'ok'],
  ['a callback that never comes', { 'index.js': 'exports.handler = () => {};' }, old, null],
  [
    'what the context tells',
    handlerOf(
      'return [context.functionName, context.functionVersion, context.memoryLimitInMB, context.invokedFunctionArn.split(":").at(-1), context.getRemainingTimeInMillis() > 1000];',
    ),
    { FunctionName: 'told', MemorySize: 256 },
    ['told', '$LATEST', '256', 'told', true],
  ],
  [
    'exactly the variables of AWS and its own',
    handlerOf('return Object.keys(process.env).sort().join(" ");'),
    { Environment: { Variables: { TABLE_NAME: 't' } } },
    [
      'AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3 AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME AWS_LAMBDA_RUNTIME_API AWS_REGION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
      'AWS_XRAY_CONTEXT_MISSING AWS_XRAY_DAEMON_ADDRESS LAMBDA_RUNTIME_DIR LAMBDA_TASK_ROOT LANG NODE_PATH PATH TABLE_NAME',
      'TMPDIR TZ _HANDLER _X_AMZN_TRACE_ID',
    ].join(' '),
  ],
];

describe('a handler answers', () => {
  it.each(answers)('%s', async (_name, files, properties, expected) => {
    counter += 1;
    const name = String(properties.FunctionName ?? `f${counter}`);
    await lambda.deploy(name, files, properties);
    expect(await lambda.call(name, { n: 1 })).toMatchObject({ payload: expected, error: undefined });
  });
});

const failures: [
  name: string,
  files: Readonly<Record<string, string>>,
  properties: JsonObject,
  payload: object,
][] = [
  [
    'throws',
    handlerOf('throw new TypeError("bad");'),
    {},
    { errorType: 'TypeError', errorMessage: 'bad', trace: expect.arrayContaining(['TypeError: bad']) },
  ],
  ['rejects with no error', handlerOf('throw "text";'), {}, { errorType: 'string', errorMessage: 'text' }],
  [
    'calls back with an error',
    { 'index.js': 'exports.handler = (e, c, done) => done(new Error("cb"));' },
    old,
    { errorType: 'Error', errorMessage: 'cb' },
  ],
  [
    'gives what is no JSON',
    handlerOf('return 1n;'),
    {},
    { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
  ],
  [
    'gives too much',
    handlerOf('return "x".repeat(6291555);'),
    {},
    {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    },
  ],
  [
    'exits',
    handlerOf('process.exit(0);'),
    {},
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Runtime exited without providing a reason$/,
      ),
    },
  ],
  [
    'exits with a status',
    handlerOf('process.exit(3);'),
    {},
    { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
  ],
  [
    'leaves a rejection unhandled',
    handlerOf('Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 1000));'),
    {},
    { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
  ],
  [
    'throws in a timer',
    handlerOf(
      'setTimeout(() => { throw new Error("later"); }, 1); await new Promise((r) => setTimeout(r, 1000));',
    ),
    {},
    { errorType: 'Error', errorMessage: 'later' },
  ],
  [
    'waits for nothing',
    handlerOf('await new Promise(() => {});'),
    {},
    { errorType: 'Runtime.NodeJsExit', errorMessage: expect.stringContaining('never settled') },
  ],
  [
    'loops for ever',
    handlerOf('for (;;);'),
    { Timeout: 1 },
    {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
    },
  ],
  [
    'takes too much memory',
    handlerOf('const all = []; for (;;) all.push(new Array(1000).fill(all.length));'),
    { Timeout: 60 },
    { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') },
  ],
  [
    'has no such module',
    { 'index.js': 'require("no-such-module");' },
    {},
    {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Cannot find module 'no-such-module'"),
    },
  ],
  ['has no such file', { 'other.js': '' }, {}, { errorType: 'Runtime.ImportModuleError' }],
  [
    'has no such export',
    { 'index.mjs': 'export const other = 1;' },
    {},
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
  ],
  [
    'is not a function',
    { 'index.mjs': 'export const handler = 1;' },
    {},
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is not a function' },
  ],
  ['does not parse', { 'index.js': 'exports.handler = {' }, {}, { errorType: 'Runtime.UserCodeSyntaxError' }],
  [
    'climbs out of its folder',
    { 'index.js': '' },
    { Handler: '../index.handler' },
    { errorType: 'Runtime.MalformedHandlerName' },
  ],
  [
    'takes a callback where the runtime has none',
    { 'index.js': 'exports.handler = (event, context, callback) => callback(null, 1);' },
    {},
    { errorType: 'Runtime.CallbackHandlerDeprecated' },
  ],
  [
    'streams its answer',
    { 'index.mjs': 'export const handler = awslambda.streamifyResponse(async () => {});' },
    {},
    { errorType: 'Error', errorMessage: expect.stringContaining('not supported by the local cloud') },
  ],
];

describe('a handler fails when it', () => {
  it.each(failures)(
    '%s',
    async (_name, files, properties, expected) => {
      const { payload, error, requestId } = await run(files, properties);
      expect(payload).toMatchObject(expected);
      expect(error).toBe('Unhandled');
      const told = lambda.journal.filter((entry) => entry.requestId === requestId);
      expect(told).toMatchObject([{ source: 'lambda', outcome: 'failed' }]);
    },
    20_000,
  );
});

describe('environments', () => {
  const counting = handlerOf('globalThis.n = (globalThis.n ?? 0) + 1; return globalThis.n;');

  it('are used again, one request after the other', async () => {
    const { name, payload } = await run(counting);
    expect([payload, (await lambda.call(name)).payload, (await lambda.call(name)).payload]).toEqual([
      1, 2, 3,
    ]);
  });

  it('start anew after a crash', async () => {
    const { name } = await run({
      'index.mjs':
        'let n = 0; export const handler = async (event) => { n += 1; if (event.exit) process.exit(1); return n; };',
    });
    await lambda.call(name, { exit: true });
    expect((await lambda.call(name)).payload).toBe(1);
  });

  it('start anew after a timeout, on the temporary folder that was there', async () => {
    const { name } = await run(
      {
        'index.mjs': `import { existsSync, writeFileSync } from 'node:fs';
let n = 0;
export const handler = async ({ loop }) => {
  n += 1;
  const file = process.env.TMPDIR + '/kept';
  const kept = existsSync(file);
  writeFileSync(file, '');
  if (loop) for (;;);
  return { n, kept };
};`,
      },
      { Timeout: 1 },
    );
    expect((await lambda.call(name)).payload).toEqual({ n: 2, kept: true });
    expect((await lambda.call(name, { loop: true })).error).toBe('Unhandled');
    expect((await lambda.call(name)).payload).toEqual({ n: 1, kept: true });
  });

  it('are not disturbed by what a request leaves behind', async () => {
    const { name } = await run(
      handlerOf(
        'const { parentPort } = await import("node:worker_threads"); parentPort.postMessage(null); parentPort.postMessage("hello"); if (event.crash) setTimeout(() => { throw new Error("left behind"); }, 5); return 1;',
      ),
    );
    expect((await lambda.call(name, { crash: true })).payload).toBe(1);
    await expect
      .poll(() => lambda.messages(`/aws/lambda/${name}`))
      .toContainEqual(expect.stringContaining('left behind'));
    expect(await lambda.call(name)).toMatchObject({ payload: 1, error: undefined });
  });

  it('run as many requests at once as come', async () => {
    const gate = {
      'index.mjs': `import { readdir, writeFile } from 'node:fs/promises';
export const handler = async ({ id, folder, all }) => {
  await writeFile(folder + '/' + id, '');
  while ((await readdir(folder)).length < all) await new Promise((r) => setTimeout(r, 10));
  return id;
};`,
      'gate/.keep': '',
    };
    const name = 'parallel';
    await lambda.deploy(name, gate, { Timeout: 60 });
    const folder = String((await run(handlerOf('return (await import("node:os")).tmpdir();'))).payload);
    const { mkdtemp } = await import('node:fs/promises');
    const meeting = await mkdtemp(`${folder}/`);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, id) => lambda.call(name, { id, all: 20, folder: meeting })),
    );
    expect(all.map(({ payload }) => payload)).toEqual(Array.from({ length: 20 }, (_, id) => id));
  }, 60_000);

  it('let others run while one loops', async () => {
    const { name } = await run(counting);
    const looping = run(handlerOf('for (;;);'), { Timeout: 2 });
    expect((await lambda.call(name)).payload).toBe(2);
    expect((await looping).error).toBe('Unhandled');
  });

  it('get the credentials of their role under the name of the function', async () => {
    const { name, payload } = await run(handlerOf('return process.env.AWS_ACCESS_KEY_ID;'));
    expect(payload).toMatch(/^ASIA\d+$/);
    expect(lambda.assumed).toContain(`${TEST_ROLE} ${name} lambda.amazonaws.com`);
  });

  it('have temporary folders of their own', async () => {
    const folder = handlerOf('return process.env.TMPDIR;');
    const [one, other] = [await run(folder), await run(folder)];
    expect(one.payload).not.toBe(other.payload);
  });
});
