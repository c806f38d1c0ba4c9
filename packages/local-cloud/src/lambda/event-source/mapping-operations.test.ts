import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  paginateListEventSourceMappings,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LambdaUnderTest, lambdaUnderTest } from '../../../test/lambda-under-test.ts';
import { type StreamedTable, streamedTable } from './streamed-table.ts';

let lambda: LambdaUnderTest;
let table: StreamedTable;
const queue = 'arn:aws:sqs:us-east-1:000000000000:jobs';

beforeEach(async () => {
  lambda = await lambdaUnderTest();
  table = await streamedTable(lambda);
  await lambda.create('AWS::SQS::Queue', { QueueName: 'jobs' });
  await lambda.deploy('follower', {
    'index.mjs': `export const handler = async ({ Records }) => {
  process.stdout.write("batch " + Records.map(({ dynamodb }) => dynamodb.Keys.id.S).join(",") + "\\n");
};`,
  });
});
afterEach(async () => {
  table.close();
  await lambda.close();
});

const create = (input: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  lambda.client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'follower',
      EventSourceArn: table.stream,
      StartingPosition: 'TRIM_HORIZON',
      ...input,
    }),
  );
const until = (expected: string): Promise<void> =>
  expect
    .poll(
      async () => {
        const lines = await lambda.messages('/aws/lambda/follower').catch(() => []);
        return lines.filter((line) => line.startsWith('batch')).map((line) => line.trim().slice(6));
      },
      { timeout: 20_000 },
    )
    .toEqual(expected.split(' '));

describe('an event source mapping', () => {
  it('is made, stopped, goes on where it was, and is deleted', async () => {
    await table.put('a');
    const { $metadata, UUID = '', ...made } = await create();
    const FunctionArn = 'arn:aws:lambda:us-east-1:000000000000:function:follower';
    expect($metadata.httpStatusCode).toBe(202);
    expect(UUID).toMatch(/^[0-9a-f-]{36}$/);
    expect(made).toEqual({
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`,
      EventSourceArn: table.stream,
      FunctionArn,
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      LastModified: expect.any(Date),
      State: 'Creating',
      StateTransitionReason: 'User action',
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 1,
      MaximumRecordAgeInSeconds: -1,
      MaximumRetryAttempts: -1,
      BisectBatchOnFunctionError: false,
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: {} },
      LastProcessingResult: 'No records processed',
    });
    const state = async () =>
      (await lambda.client.send(new GetEventSourceMappingCommand({ UUID }))).State ?? '';
    expect(await state()).toBe('Enabled');
    await until('a');

    const update = (input: object) =>
      lambda.client.send(new UpdateEventSourceMappingCommand({ UUID, ...input }));
    expect(await update({ Enabled: false, BatchSize: 1, MaximumRetryAttempts: 3 })).toMatchObject({
      State: 'Updating',
      BatchSize: 1,
      MaximumRetryAttempts: 3,
    });
    expect(await state()).toBe('Disabled');
    await table.put('b', 'c');
    expect(await update({ Enabled: true })).toMatchObject({ BatchSize: 1, MaximumRetryAttempts: 3 });
    await until('a b c');

    expect(await lambda.client.send(new DeleteEventSourceMappingCommand({ UUID }))).toMatchObject({
      State: 'Deleting',
    });
    await expect(state()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
  });

  it('of a queue tells what a queue has, and keeps it over changes', async () => {
    const { UUID } = await create({
      EventSourceArn: queue,
      StartingPosition: undefined,
      ScalingConfig: { MaximumConcurrency: 2 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const {
      LastModified: _modified,
      $metadata: _metadata,
      ...changed
    } = await lambda.client.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
    expect(changed).toEqual({
      UUID,
      EventSourceMappingArn: expect.any(String),
      EventSourceArn: queue,
      FunctionArn: expect.stringMatching(/:follower$/),
      BatchSize: 5,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      State: 'Updating',
      StateTransitionReason: 'USER_INITIATED',
      FilterCriteria: { Filters: [{ Pattern: '{"body":["x"]}' }] },
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('is listed by function and by source, in pages', async () => {
    const ofStream = await create();
    const ofQueue = await create({ EventSourceArn: queue, StartingPosition: undefined });
    const uuids: (string | undefined)[] = [];
    const paging = { client: lambda.client, pageSize: 1 };
    for await (const page of paginateListEventSourceMappings(paging, { FunctionName: 'follower' })) {
      uuids.push(...(page.EventSourceMappings ?? []).map(({ UUID }) => UUID));
    }
    expect(uuids.sort()).toEqual([ofStream.UUID, ofQueue.UUID].sort());
    const list = async (input: object) => {
      const command = new ListEventSourceMappingsCommand(input);
      return (await lambda.client.send(command)).EventSourceMappings?.map(({ UUID }) => UUID);
    };
    expect(await list({ EventSourceArn: queue })).toEqual([ofQueue.UUID]);
    expect(await list({ FunctionName: 'another' })).toEqual([]);
  });

  it('has tags', async () => {
    const { EventSourceMappingArn: Resource = '' } = await create({ Tags: { a: '1' } });
    await lambda.client.send(new TagResourceCommand({ Resource, Tags: { b: '2' } }));
    await lambda.client.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));
    expect((await lambda.client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2' });
  });

  it.each<[name: string, input: Partial<CreateEventSourceMappingCommandInput>, error: object]>([
    ['no source', { EventSourceArn: undefined }, { message: 'Unrecognized event source.' }],
    [
      'another kind of source',
      { EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' },
      { message: 'Only DynamoDB streams and queues are supported as event sources.' },
    ],
    [
      'no start of a stream',
      { StartingPosition: undefined },
      {
        name: 'ValidationException',
        message:
          "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
      },
    ],
    ['no function', { FunctionName: 'nobody' }, { message: 'Function does not exist' }],
    ['a tumbling window', { TumblingWindowInSeconds: 5 }, { message: /TumblingWindow\w+ is not supported/ }],
    [
      'a destination',
      { DestinationConfig: { OnFailure: { Destination: queue } } },
      { message: 'DestinationConfig is not supported.' },
    ],
    ['shards side by side', { ParallelizationFactor: 2 }, { message: /must be 1/ }],
    [
      'a filter that is none',
      { FilterCriteria: { Filters: [{ Pattern: '{"a":1}' }] } },
      { name: 'InvalidParameterValueException', message: /^Invalid filter pattern definition\./ },
    ],
    [
      'a start of a queue',
      { EventSourceArn: queue },
      { message: 'Unsupported StartingPosition parameter for given event source mapping type.' },
    ],
  ])('is refused with %s', async (_name, input, { message, ...error }: { message?: unknown }) => {
    const expected = message instanceof RegExp ? expect.stringMatching(message) : message;
    await expect(create(input)).rejects.toMatchObject({ ...error, message: expected });
  });

  it('is refused a second time', async () => {
    const { UUID } = await create();
    await expect(create()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `The event source arn (" ${table.stream} ") and function (" follower ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    });
  });

  it('is refused to a function whose role may not read the source', async () => {
    lambda.deniedToRole.add('dynamodb:GetRecords');
    await expect(create()).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(`Cannot access stream ${table.stream}.`),
    });
  });
});
