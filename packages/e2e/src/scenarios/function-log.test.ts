import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, inject, it } from 'vitest';
import { administratorClient } from '../support/administrator.ts';
import { call } from '../support/call-api.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');

describe.skipIf(dataDirectory === '')("the function's log group", () => {
  it('holds START, the structured lines, END and REPORT of a request', async () => {
    const person = await newPerson(outputs);
    const begun = Date.now();
    const answer = await call(outputs, {
      method: 'POST',
      path: 'tasks',
      token: person.accessToken,
      body: { title: 'logged' },
    });
    expect(answer.status).toBe(201);

    const logs = new CloudWatchLogsClient(await administratorClient(dataDirectory));
    const messages: string[] = [];
    for await (const { events = [] } of paginateFilterLogEvents(
      { client: logs },
      { logGroupName: outputs.TasksLogGroupName, startTime: begun },
    )) {
      messages.push(...events.map(({ message = '' }) => message));
    }
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
