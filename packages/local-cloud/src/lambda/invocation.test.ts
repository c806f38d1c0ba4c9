import { InvokeCommand, type InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LambdaUnderTest, lambdaUnderTest, TEST_ROLE } from '../../test/lambda-under-test.ts';
import type { JsonObject } from '../cloudformation/resource-provider.ts';

let lambda: LambdaUnderTest;
let counter = 0;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda.close());

interface Answer {
  readonly payload: unknown;
  readonly error: string | undefined;
  readonly tail: string;
  readonly requestId: string;
}

async function call(name: string, event: unknown = {}): Promise<Answer> {
  const output: InvokeCommandOutput = await lambda.client.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event), LogType: 'Tail' }),
  );
  return {
    payload: JSON.parse(output.Payload?.transformToString() ?? ''),
    error: output.FunctionError,
    tail: Buffer.from(output.LogResult ?? '', 'base64').toString(),
    requestId: output.$metadata.requestId ?? '',
  };
}

async function run(
  files: Readonly<Record<string, string>>,
  properties: JsonObject = {},
  event: unknown = {},
): Promise<Answer & { name: string }> {
  counter += 1;
  const name = `f${counter}`;
  await lambda.deploy(name, files, properties);
  return { name, ...(await call(name, event)) };
}

const body = (text: string): Record<string, string> => ({
  'index.mjs': `export const handler = async (event, context) => { ${text} };`,
});
const old = { Runtime: 'nodejs22.x' };

const answers: [
  name: string,
  files: Readonly<Record<string, string>>,
  properties: JsonObject,
  payload: unknown,
][] = [
  ['an ES module', body('return event.n + 1;'), {}, 2],
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
  [
    'a nested path and a nested property',
    { 'src/a/main.js': 'exports.api = { get: async () => "deep" };' },
    { Handler: 'src/a/main.api.get' },
    'deep',
  ],
  ['no value at all', body(''), {}, null],
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
    body(
      'return [context.functionName, context.functionVersion, context.memoryLimitInMB, context.invokedFunctionArn.split(":").at(-1), context.getRemainingTimeInMillis() > 1000];',
    ),
    { FunctionName: 'told', MemorySize: 256 },
    ['told', '$LATEST', '256', 'told', true],
  ],
  [
    'exactly the variables of AWS and its own',
    body('return Object.keys(process.env).sort().join(" ");'),
    { Environment: { Variables: { TABLE_NAME: 't' } } },
    [
      'AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
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
    expect(await call(name, { n: 1 })).toMatchObject({ payload: expected, error: undefined });
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
    body('throw new TypeError("bad");'),
    {},
    { errorType: 'TypeError', errorMessage: 'bad', trace: expect.arrayContaining(['TypeError: bad']) },
  ],
  ['rejects with no error', body('throw "text";'), {}, { errorType: 'string', errorMessage: 'text' }],
  [
    'calls back with an error',
    { 'index.js': 'exports.handler = (e, c, done) => done(new Error("cb"));' },
    old,
    { errorType: 'Error', errorMessage: 'cb' },
  ],
  [
    'gives what is no JSON',
    body('return 1n;'),
    {},
    { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
  ],
  [
    'gives too much',
    body('return "x".repeat(6291555);'),
    {},
    {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    },
  ],
  [
    'exits',
    body('process.exit(0);'),
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
    body('process.exit(3);'),
    {},
    { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
  ],
  [
    'leaves a rejection unhandled',
    body('Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 1000));'),
    {},
    { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
  ],
  [
    'throws in a timer',
    body(
      'setTimeout(() => { throw new Error("later"); }, 1); await new Promise((r) => setTimeout(r, 1000));',
    ),
    {},
    { errorType: 'Error', errorMessage: 'later' },
  ],
  [
    'waits for nothing',
    body('await new Promise(() => {});'),
    {},
    { errorType: 'Runtime.NodeJsExit', errorMessage: expect.stringContaining('never settled') },
  ],
  [
    'loops for ever',
    body('for (;;);'),
    { Timeout: 1 },
    {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
    },
  ],
  [
    'takes too much memory',
    body('const all = []; for (;;) all.push(new Array(1000).fill(all.length));'),
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
  const counting = body('globalThis.n = (globalThis.n ?? 0) + 1; return globalThis.n;');

  it('are used again, one request after the other', async () => {
    const { name, payload } = await run(counting);
    expect([payload, (await call(name)).payload, (await call(name)).payload]).toEqual([1, 2, 3]);
  });

  it('start anew after a crash', async () => {
    const { name } = await run({
      'index.mjs':
        'let n = 0; export const handler = async (event) => { n += 1; if (event.exit) process.exit(1); return n; };',
    });
    await call(name, { exit: true });
    expect((await call(name)).payload).toBe(1);
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
    const folder = String((await run(body('return (await import("node:os")).tmpdir();'))).payload);
    const { mkdtemp } = await import('node:fs/promises');
    const meeting = await mkdtemp(`${folder}/`);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, id) => call(name, { id, all: 20, folder: meeting })),
    );
    expect(all.map(({ payload }) => payload)).toEqual(Array.from({ length: 20 }, (_, id) => id));
  }, 60_000);

  it('let others run while one loops', async () => {
    const { name } = await run(counting);
    const looping = run(body('for (;;);'), { Timeout: 2 });
    expect((await call(name)).payload).toBe(2);
    expect((await looping).error).toBe('Unhandled');
  });

  it('get the credentials of their role under the name of the function', async () => {
    const { name, payload } = await run(body('return process.env.AWS_ACCESS_KEY_ID;'));
    expect(payload).toMatch(/^ASIA\d+$/);
    expect(lambda.assumed).toContain(`${TEST_ROLE} ${name} lambda.amazonaws.com`);
  });

  it('have temporary folders of their own', async () => {
    const folder = body('return process.env.TMPDIR;');
    const [one, other] = [await run(folder), await run(folder)];
    expect(one.payload).not.toBe(other.payload);
  });
});

describe('the log', () => {
  it('tells what Lambda and the function say, in order, as soon as the answer is there', async () => {
    const { name, requestId, tail } = await run(
      body('console.log("hello\\nworld", { a: 1 }); console.error("oops"); process.stdout.write("raw\\n");'),
    );
    const messages = await lambda.messages(`/aws/lambda/${name}`);
    expect(messages).toEqual([
      expect.stringMatching(/^INIT_START Runtime Version: nodejs:24/),
      `START RequestId: ${requestId} Version: $LATEST\n`,
      expect.stringMatching(new RegExp(`^\\S+Z\\t${requestId}\\tINFO\\thello\\nworld \\{ a: 1 \\}\\n$`)),
      expect.stringMatching(new RegExp(`^\\S+Z\\t${requestId}\\tERROR\\toops\\n$`)),
      'raw\n',
      `END RequestId: ${requestId}\n`,
      expect.stringMatching(
        /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/,
      ),
    ]);
    expect(tail).toBe(messages.slice(1).join(''));
    await call(name);
    expect(await lambda.messages(`/aws/lambda/${name}`)).toHaveLength(13);
  });

  it('is JSON where the function asks for that, from a level on', async () => {
    const { name, requestId } = await run(
      body(
        'console.debug("no"); console.info("one"); console.warn({ two: 2 }); console.error(new Error("three"));',
      ),
      { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', LogGroup: '/own/group' } },
    );
    const messages = (await lambda.messages('/own/group')).map((message) => JSON.parse(message));
    expect(messages).toMatchObject([
      { type: 'platform.initStart' },
      { type: 'platform.start', record: { requestId, version: '$LATEST' } },
      { level: 'INFO', requestId, message: 'one' },
      { level: 'WARN', message: { two: 2 } },
      { level: 'ERROR', message: { errorType: 'Error', errorMessage: 'three' } },
      { type: 'platform.report', record: { status: 'success', metrics: { memorySizeMB: 128 } } },
    ]);
    expect(name).toBeDefined();
  });

  it('shows a crash and a timeout', async () => {
    const { name } = await run(body('console.log("before"); for (;;);'), { Timeout: 1 });
    expect((await lambda.messages(`/aws/lambda/${name}`)).slice(2)).toEqual([
      expect.stringContaining('\tINFO\tbefore\n'),
      expect.stringMatching(/Task timed out after 1\.00 seconds\n\n$/),
      expect.stringMatching(/^END/),
      expect.stringMatching(/^REPORT .*\tStatus: timeout\n$/),
    ]);
  });

  it('stays empty without the permission, and one notice says why', async () => {
    lambda.deniedToRole.add('logs:PutLogEvents');
    const { name } = await run(body('return 1;'));
    await call(name);
    lambda.deniedToRole.clear();
    await expect(lambda.messages(`/aws/lambda/${name}`)).rejects.toThrow('does not exist');
    const notices = lambda.journal.filter(({ text }) => text.includes(`The log of ${name} stays empty`));
    expect(notices).toMatchObject([{ outcome: 'notice', hint: expect.stringContaining('PutLogEvents') }]);
  });

  it('leads what IAM said to the journal', async () => {
    const sentence =
      'User: arn:aws:sts::000000000000:assumed-role/r/f is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/t because no identity-based policy allows the dynamodb:PutItem action';
    const { requestId } = await run(body(`console.error(new Error(${JSON.stringify(sentence)}));`));
    expect(lambda.journal.filter((entry) => entry.requestId === requestId)).toMatchObject([
      {
        outcome: 'failed',
        text: expect.stringContaining(sentence),
        hint: expect.stringContaining('function-role'),
      },
    ]);
  });
});
