import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, inject, it } from 'vitest';
import { call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');

describe.skipIf(dataDirectory === '')("the function's log group", () => {
  it('holds START, the structured lines, END and REPORT of a request', async () => {
    const person = await newPerson(outputs);
    const answer = await call(outputs, {
      method: 'POST',
      path: 'tasks',
      token: person.accessToken,
      body: { title: 'logged' },
    });
    expect(answer.status).toBe(201);

    const { stdout } = await promisify(execFile)('npx', ['local-cloud', 'env', '--data', dataDirectory]);
    const variables = Object.fromEntries(
      [...stdout.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]),
    );
    const logs = new CloudWatchLogsClient({
      endpoint: variables.AWS_ENDPOINT_URL,
      region: variables.AWS_REGION,
      credentials: {
        accessKeyId: variables.AWS_ACCESS_KEY_ID,
        secretAccessKey: variables.AWS_SECRET_ACCESS_KEY,
      },
    });
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: outputs.TasksLogGroupName }),
    );
    const messages = events.map(({ message = '' }) => message);
    const structured = messages
      .filter((message) => message.startsWith('{'))
      .map((message): Record<string, unknown> => JSON.parse(message))
      .find((line) => line.operation === 'createTask');
    expect(structured).toBeDefined();
    const requestId = String(structured?.function_request_id);
    const ofRequest = messages
      .filter((message) => message.includes(requestId))
      .map((message) => message.split(/[ {]/)[0]);
    expect(ofRequest[0]).toBe('START');
    expect(ofRequest.at(-2)).toBe('END');
    expect(ofRequest.at(-1)).toBe('REPORT');
    expect(ofRequest.length).toBeGreaterThanOrEqual(4);
    expect(messages.find((message) => message.startsWith(`REPORT RequestId: ${requestId}`))).toMatch(
      /\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: \d+ MB\tMax Memory Used: \d+ MB/,
    );
    expect(JSON.stringify(messages)).not.toContain(person.accessToken);
  });
});
