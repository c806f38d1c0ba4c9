import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  handlerOf,
  type LambdaUnderTest,
  lambdaUnderTest,
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
): Promise<Answer & { readonly name: string }> {
  counter += 1;
  const name = `f${counter}`;
  await lambda.deploy(name, files, properties);
  return { name, ...(await lambda.call(name)) };
}

describe('the log', () => {
  it('tells what Lambda and the function say, in order, as soon as the answer is there', async () => {
    const { name, requestId, tail } = await run(
      handlerOf(
        'console.log("hello\\nworld", { a: 1 }); console.error("oops"); process.stdout.write("raw\\n"); (await import("node:fs")).writeSync(1, "descriptor\\n");',
      ),
    );
    const messages = await lambda.messages(`/aws/lambda/${name}`);
    expect(messages).toEqual([
      expect.stringMatching(
        /^INIT_START Runtime Version: nodejs:24\.local \(Node v[\d.]+\)\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}\n$/,
      ),
      `START RequestId: ${requestId} Version: $LATEST\n`,
      expect.stringMatching(new RegExp(`^\\S+Z\\t${requestId}\\tINFO\\thello\\nworld \\{ a: 1 \\}\\n$`)),
      expect.stringMatching(new RegExp(`^\\S+Z\\t${requestId}\\tERROR\\toops\\n$`)),
      'raw\n',
      'descriptor\n',
      `END RequestId: ${requestId}\n`,
      expect.stringMatching(
        /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t\n$/,
      ),
    ]);
    expect(tail).toBe(messages.slice(1).join(''));
    await lambda.call(name);
    expect(await lambda.messages(`/aws/lambda/${name}`)).toHaveLength(15);
  });

  it('has the warnings of the process, but not what the SDK says of a Node that AWS does not have', async () => {
    const { name } = await run(
      handlerOf(
        `process.emitWarning('NodeVersionSupportWarning: The AWS SDK for JavaScript (v3) will require node >=22.');
        process.emitWarning('of its own');
        await new Promise((resolve) => setTimeout(resolve, 20));`,
      ),
    );
    const warnings = (await lambda.messages(`/aws/lambda/${name}`)).filter((line) => /Warning/.test(line));
    expect(warnings).toEqual([expect.stringMatching(/\tERROR\t\(node:\d+\) Warning: of its own\n/)]);
  });

  it('has a stream for each environment, and bills its start', async () => {
    const { name } = await run(handlerOf('return 1;'));
    const { events = [] } = await lambda.logsClient.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }),
    );
    const streams = new Set(events.map(({ logStreamName }) => logStreamName));
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    expect([...streams]).toEqual([expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)]);
    expect([...streams][0]?.slice(0, 7)).toBe(day.slice(0, 7));
    const report = events.at(-1)?.message ?? '';
    const [, duration, billed, init] =
      /\tDuration: ([\d.]+) ms\tBilled Duration: (\d+) ms\t.*\tInit Duration: ([\d.]+) ms\t/.exec(report) ??
      [];
    expect(Number(billed)).toBe(Math.ceil(Number((Number(duration) + Number(init)).toFixed(2))));
  });

  it('is JSON where the function asks for that, from a level on', async () => {
    const { name, requestId } = await run(
      handlerOf(
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
    const { name } = await run(handlerOf('console.log("before"); for (;;);'), { Timeout: 1 });
    expect((await lambda.messages(`/aws/lambda/${name}`)).slice(2)).toEqual([
      expect.stringContaining('\tINFO\tbefore\n'),
      expect.stringMatching(/Task timed out after 1\.00 seconds\n\n$/),
      expect.stringMatching(/^END/),
      expect.stringMatching(/^REPORT .*\tStatus: timeout\n$/),
    ]);
  });

  it('holds what was written right before the end, in order, however long the lines are', async () => {
    const { name } = await run(
      handlerOf(
        'for (const text of ["first", "x".repeat(40_000), "y", "z".repeat(20_000), "last"]) process.stdout.write(text + "\\n"); process.exit(3);',
      ),
    );
    const messages = await lambda.messages(`/aws/lambda/${name}`);
    expect(messages.slice(2, 7).map((message) => message.slice(0, 5))).toEqual([
      'first',
      'xxxxx',
      'y\n',
      'zzzzz',
      'last\n',
    ]);
  });

  it('stays empty without the permission, and one notice says why', async () => {
    lambda.deniedToRole.add('logs:PutLogEvents');
    const { name } = await run(handlerOf('return 1;'));
    await lambda.call(name);
    lambda.deniedToRole.clear();
    await expect(lambda.messages(`/aws/lambda/${name}`)).rejects.toThrow('does not exist');
    const notices = lambda.journal.filter(({ text }) => text.includes(`The log of ${name} stays empty`));
    expect(notices).toMatchObject([{ outcome: 'notice', hint: expect.stringContaining('PutLogEvents') }]);
  });

  it('leads what IAM said to the journal', async () => {
    const sentence =
      'User: arn:aws:sts::000000000000:assumed-role/r/f is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/t because no identity-based policy allows the dynamodb:PutItem action';
    const { requestId } = await run(handlerOf(`console.error(new Error(${JSON.stringify(sentence)}));`));
    expect(lambda.journal.filter((entry) => entry.requestId === requestId)).toMatchObject([
      {
        outcome: 'failed',
        text: expect.stringContaining(sentence),
        hint: expect.stringContaining('function-role'),
      },
    ]);
  });
});
