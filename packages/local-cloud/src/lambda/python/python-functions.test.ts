import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type LambdaUnderTest, lambdaUnderTest } from '../../../test/lambda-under-test.ts';
import { type JsonObject, UnsupportedPropertyError } from '../../cloudformation/resource-provider.ts';
import { findPython } from './python-installation.ts';

let lambda: LambdaUnderTest;
let counter = 0;

beforeAll(async () => {
  if (findPython() === undefined) {
    throw new Error('These tests need python3 (3.9 or later) on the search path, and there is none.');
  }
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda?.close());

type Files = Readonly<Record<string, string>>;

const deploy = async (files: Files, properties: JsonObject = {}): Promise<string> => {
  counter += 1;
  const name = `py${counter}`;
  await lambda.deploy(name, files, { Runtime: 'python3.13', Handler: 'app.handler', ...properties });
  return name;
};

async function run(
  files: Files,
  properties: JsonObject = {},
  event: unknown = {},
): Promise<Answer & { name: string }> {
  const name = await deploy(files, properties);
  return { name, ...(await lambda.call(name, event)) };
}

/** A module whose handler has these lines. */
const handlerOf = (...lines: string[]): Files => ({
  'app.py': ['def handler(event, context):', ...lines.map((line) => `    ${line}`), ''].join('\n'),
});

describe('a Python handler answers', () => {
  it.each<[name: string, files: Files, properties: JsonObject, payload: unknown]>([
    ['a value', handlerOf('return event["n"] + 1'), {}, 2],
    ['no value at all', handlerOf('pass'), {}, null],
    [
      'a module in a folder',
      { 'src/api/main.py': 'def get(e, c): return 7' },
      { Handler: 'src/api/main.get' },
      7,
    ],
    [
      'a module of a package',
      { 'pkg/__init__.py': '', 'pkg/own.py': 'def go(e, c): return 8' },
      { Handler: 'pkg.own.go' },
      8,
    ],
    [
      'inline code',
      {},
      { Code: { ZipFile: 'def handler(e, c): return __file__[-8:]' }, Handler: 'index.handler' },
      'index.py',
    ],
    [
      'decimals, as numbers',
      handlerOf('from decimal import Decimal', 'return [Decimal("1.50"), {"a": Decimal(3)}]'),
      {},
      [1.5, { a: 3 }],
    ],
    ['characters beyond ASCII', handlerOf('return "gr\u00fc\u00dfe \u20ac"'), {}, 'gr\u00fc\u00dfe \u20ac'],
    [
      'a callable object',
      { 'app.py': 'class H:\n  def __call__(self, e, c): return 9\nhandler = H()' },
      {},
      9,
    ],
    [
      'what the context tells',
      handlerOf(
        'left = context.get_remaining_time_in_millis()',
        'return [context.function_name, context.function_version, context.memory_limit_in_mb, context.invoked_function_arn.split(":")[-1], 1000 < left <= 3000, context.log_group_name, context.identity.cognito_identity_id, context.client_context]',
      ),
      { FunctionName: 'told-in-python', MemorySize: 256 },
      ['told-in-python', '$LATEST', '256', 'told-in-python', true, '/aws/lambda/told-in-python', null, null],
    ],
    [
      'exactly the variables of AWS and its own',
      handlerOf('import os', 'return " ".join(sorted(os.environ))'),
      { Environment: { Variables: { TABLE_NAME: 't' } } },
      [
        'AWS_ACCESS_KEY_ID AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_ENDPOINT_URL_S3 AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
        'AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME',
        'AWS_LAMBDA_LOG_STREAM_NAME AWS_LAMBDA_RUNTIME_API AWS_REGION AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN',
        'AWS_XRAY_CONTEXT_MISSING AWS_XRAY_DAEMON_ADDRESS LAMBDA_RUNTIME_DIR LAMBDA_TASK_ROOT LANG PATH PYTHONPATH TABLE_NAME',
        'TMPDIR TZ _HANDLER _X_AMZN_TRACE_ID',
      ].join(' '),
    ],
    [
      'where it is',
      handlerOf('import os, sys', 'return os.getcwd() == os.environ["LAMBDA_TASK_ROOT"] == sys.path[0]'),
      {},
      true,
    ],
    [
      'its own temporary folder',
      handlerOf('import os, tempfile', 'return tempfile.gettempdir() == os.environ["TMPDIR"]'),
      {},
      true,
    ],
  ])('%s', async (_name, files, properties, expected) => {
    const name = typeof properties.FunctionName === 'string' ? properties.FunctionName : undefined;
    const deployed = await deploy(files, properties);
    expect(await lambda.call(name ?? deployed, { n: 1 })).toMatchObject({
      payload: expected,
      error: undefined,
    });
  });

  it('as the functions of many an AWS tutorial do', async () => {
    const { payload, error } = await run(
      {
        'lambda_function.py': `import json
import os
import uuid
import decimal
try:
    import boto3
except ImportError:
    boto3 = None

class DecimalEncoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, decimal.Decimal):
            return float(o)
        return super().default(o)

def lambda_handler(event, context):
    try:
        body = json.loads(event["body"])
        item = {"id": str(uuid.uuid4()), "name": body.get("name", "Unnamed"), "price": decimal.Decimal("1.5")}
        return {
            "statusCode": 200,
            "headers": {"Content-Type": "application/json"},
            "body": json.dumps({"table": os.environ["TABLE_NAME"], "item": item}, cls=DecimalEncoder),
        }
    except Exception as e:
        return {"statusCode": 500, "body": json.dumps({"error": str(e)})}
`,
      },
      { Handler: 'lambda_function.lambda_handler', Environment: { Variables: { TABLE_NAME: 'items' } } },
      { body: '{"name":"one"}' },
    );
    expect(error).toBeUndefined();
    expect(payload).toMatchObject({ statusCode: 200 });
    const { body = '' } = payload as { readonly body?: string };
    expect(JSON.parse(body)).toEqual({
      table: 'items',
      item: { id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'one', price: 1.5 },
    });
  });
});

describe('a Python handler fails when it', () => {
  it.each<[name: string, files: Files, properties: JsonObject, payload: object]>([
    [
      'raises',
      {
        'app.py': 'def handler(event, context):\n    deeper()\ndef deeper():\n    raise ValueError("bad")\n',
      },
      {},
      {
        errorMessage: 'bad',
        errorType: 'ValueError',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        stackTrace: [
          expect.stringMatching(/^ {2}File ".+\/app\.py", line 2, in handler\n {4}deeper\(\)\n/),
          expect.stringMatching(
            /^ {2}File ".+\/app\.py", line 4, in deeper\n {4}raise ValueError\("bad"\)\n/,
          ),
        ],
      },
    ],
    [
      'gives what is no JSON',
      handlerOf('return {1, 2}'),
      {},
      {
        errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
        errorType: 'Runtime.MarshalError',
        requestId: expect.any(String),
        stackTrace: [],
      },
    ],
    [
      'gives too much',
      handlerOf('return "x" * 6291555'),
      {},
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
    [
      'exits',
      handlerOf('raise SystemExit()'),
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
      handlerOf('import os', 'os._exit(3)'),
      {},
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    ],
    [
      'loops for ever',
      handlerOf('while True: pass'),
      { Timeout: 1 },
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
      },
    ],
    [
      'takes too much memory',
      handlerOf('kept = []', 'while True: kept.append(bytearray(1024 * 1024))'),
      { Timeout: 60 },
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') },
    ],
    [
      'imports what is not there',
      { 'app.py': 'import no_such_module' },
      {},
      {
        errorMessage: "Unable to import module 'app': No module named 'no_such_module'",
        errorType: 'Runtime.ImportModuleError',
        requestId: '',
        stackTrace: [],
      },
    ],
    [
      'imports what this machine has and AWS has not',
      { 'app.py': 'import pip' },
      {},
      { errorMessage: "Unable to import module 'app': No module named 'pip'" },
    ],
    ['has no such file', { 'other.py': '' }, {}, { errorType: 'Runtime.ImportModuleError' }],
    [
      'has no such function',
      { 'app.py': '' },
      {},
      { errorType: 'Runtime.HandlerNotFound', errorMessage: "Handler 'handler' missing on module 'app'" },
    ],
    [
      'does not parse',
      { 'app.py': 'def handler(' },
      {},
      {
        errorType: 'Runtime.UserCodeSyntaxError',
        errorMessage: expect.stringMatching(/^Syntax error in module 'app': /),
      },
    ],
    [
      'has a name without a dot',
      { 'app.py': '' },
      { Handler: 'app' },
      {
        errorType: 'Runtime.MalformedHandlerName',
        errorMessage: "Bad handler 'app': not enough values to unpack (expected 2, got 1)",
      },
    ],
    [
      'raises while it is loaded',
      { 'app.py': '1 / 0' },
      {},
      { errorType: 'ZeroDivisionError', errorMessage: 'division by zero' },
    ],
  ])(
    '%s',
    async (_name, files, properties, expected) => {
      const { payload, error, requestId } = await run(files, properties);
      expect(payload).toEqual(expect.objectContaining(expected));
      expect(error).toBe('Unhandled');
      const told = lambda.journal.filter((entry) => entry.requestId === requestId);
      expect(told).toMatchObject([{ source: 'lambda', outcome: 'failed' }]);
    },
    60_000,
  );
});

describe('the environments of a Python function', () => {
  const counting: Files = {
    'app.py':
      'n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    if event.get("loop"):\n        while True: pass\n    return n\n',
  };

  it('are used again, and start anew after a timeout', async () => {
    const { name, payload } = await run(counting, { Timeout: 1 });
    expect([payload, (await lambda.call(name)).payload]).toEqual([1, 2]);
    expect((await lambda.call(name, { loop: true })).error).toBe('Unhandled');
    expect((await lambda.call(name)).payload).toBe(1);
  });

  it('take with them what the function has started', async () => {
    const { payload } = await run(
      handlerOf(
        'import subprocess',
        'return subprocess.Popen(["sleep", "1000"]).pid if event["n"] else None',
      ),
      { Timeout: 3 },
      { n: 1 },
    );
    const pid = Number(payload);
    expect(() => process.kill(pid, 0)).not.toThrow();
    await lambda.provider('AWS::Lambda::Function').delete({ physicalId: `py${counter}`, attributes: {} }, {});
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });

  it('have the modules of their layers', async () => {
    await lambda.asset('py-layer', {
      'python/shared.py': 'VALUE = "of the layer"',
      'python/lib/python3.13/site-packages/deep.py': 'VALUE = "of its library"',
    });
    const layer = await lambda.create('AWS::Lambda::LayerVersion', {
      LayerName: 'py-layer',
      Content: { S3Bucket: 'assets', S3Key: 'py-layer' },
    });
    const { payload } = await run(handlerOf('import shared, deep', 'return [shared.VALUE, deep.VALUE]'), {
      Layers: [layer.physicalId],
    });
    expect(payload).toEqual(['of the layer', 'of its library']);
  });

  it('log what is printed, what is logged, what others write, and what was raised', async () => {
    const { name, requestId, tail } = await run({
      'app.py': `import logging, subprocess, sys
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    print("one\\ntwo")
    print("err", file=sys.stderr)
    logging.info("told %s", 1)
    subprocess.run(["echo", "other"])
    print("no end", end="")
    raise KeyError("k")
`,
    });
    const messages = await lambda.messages(`/aws/lambda/${name}`);
    expect(messages[0]).toMatch(
      /^INIT_START Runtime Version: python:3\.13\.local \(Python 3\.\d+\.\d+\)\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$/,
    );
    expect(messages.slice(1).filter((message) => message !== 'other\n')).toEqual([
      `START RequestId: ${requestId} Version: $LATEST\n`,
      'one\n',
      'two\n',
      'err\n',
      expect.stringMatching(
        new RegExp(
          `^\\[INFO\\]\\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z\\t${requestId}\\ttold 1\\n$`,
        ),
      ),
      'no end',
      expect.stringMatching(
        /^\[ERROR\] KeyError: 'k'\nTraceback \(most recent call last\):\n\u00a0\u00a0File ".+app\.py", line 9, in handler\n\u00a0\u00a0\u00a0\u00a0raise KeyError\("k"\)\n/,
      ),
      `END RequestId: ${requestId}\n`,
      expect.stringMatching(
        /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: [\d.]+ ms\t\n$/,
      ),
    ]);
    expect(messages).toContain('other\n');
    expect(tail).toContain('KeyError');
  });

  it('log JSON where the function asks for that, from a level on', async () => {
    const { requestId } = await run(
      {
        'app.py': `import logging
log = logging.getLogger("own")
def handler(event, context):
    log.info("no")
    log.warning("yes", extra={"order": 7})
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("caught")
`,
      },
      { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', LogGroup: '/own/python' } },
    );
    const messages = (await lambda.messages('/own/python')).map((message) => JSON.parse(message));
    expect(messages.filter(({ type }) => type === undefined)).toEqual([
      { timestamp: expect.any(String), level: 'WARNING', message: 'yes', logger: 'own', requestId, order: 7 },
      {
        timestamp: expect.any(String),
        level: 'ERROR',
        message: 'caught',
        logger: 'own',
        requestId,
        errorType: 'ZeroDivisionError',
        errorMessage: 'division by zero',
        stackTrace: [expect.stringContaining('1 / 0')],
        location: expect.stringMatching(/app\.py:handler:9$/),
      },
    ]);
  });
});

describe('a machine', () => {
  it('without python3 refuses such functions before anything starts', async () => {
    const bare = await lambdaUnderTest(undefined, undefined, { python: () => undefined });
    try {
      const { check } = bare.provider('AWS::Lambda::Function');
      expect(() => check?.({ Runtime: 'python3.13' })).toThrow(UnsupportedPropertyError);
      expect(() => check?.({ Runtime: 'python3.13' })).toThrow('python3.13 needs python3');
      expect(() => check?.({ Runtime: 'nodejs24.x' })).not.toThrow();
      expect(findPython('/nowhere')).toBeUndefined();
    } finally {
      await bare.close();
    }
  });

  it('without boto3 says so once', () => {
    const { boto3 } = findPython()?.sdkModules ?? {};
    const notices = lambda.journal.filter(({ text }) => text.includes('have no boto3'));
    expect(notices).toHaveLength(boto3 === undefined ? 1 : 0);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
