import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlerOf, type LambdaUnderTest, lambdaUnderTest } from '../../test/lambda-under-test.ts';

let lambda: LambdaUnderTest;
let Resource: string;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
  Resource = await lambda.deploy('tagged', handlerOf(''), { Tags: [{ Key: 'a', Value: '1' }] });
});
afterAll(() => lambda.close());

const tag = (Tags: Record<string, string>, resource = Resource) =>
  lambda.client.send(new TagResourceCommand({ Resource: resource, Tags }));
const tags = async () => (await lambda.client.send(new ListTagsCommand({ Resource }))).Tags;

describe('tags of a function', () => {
  it('are added, replaced and taken off', async () => {
    expect((await tag({ a: '2', 'b c/ü': '' })).$metadata.httpStatusCode).toBe(204);
    expect(await tags()).toEqual({ a: '2', 'b c/ü': '' });
    await lambda.client.send(new UntagResourceCommand({ Resource, TagKeys: ['b c/ü', 'none'] }));
    expect(await tags()).toEqual({ a: '2' });
  });

  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));
  it.each<[name: string, send: () => Promise<unknown>, error: object]>([
    [
      'more than fifty',
      () => tag(many),
      {
        name: 'InvalidParameterValueException',
        message: 'Number of tags exceeds resource tag limit.',
      },
    ],
    ['none', () => tag({}), { name: 'InvalidParameterValueException' }],
    ['one of AWS itself', () => tag({ 'aws:own': '1' }), { name: 'InvalidParameterValueException' }],
    [
      'an alias',
      () => tag({ a: '1' }, `${Resource}:live`),
      {
        name: 'InvalidParameterValueException',
        message: 'Tags on function aliases and versions are not supported. Please specify a function ARN.',
      },
    ],
    [
      'a function that is not there',
      () => tag({ a: '1' }, `${Resource}-none`),
      { name: 'ResourceNotFoundException', message: expect.stringContaining('Function not found: arn:') },
    ],
    [
      'a mapping that is not there',
      () => tag({ a: '1' }, 'arn:aws:lambda:us-east-1:000000000000:event-source-mapping:none'),
      { name: 'ResourceNotFoundException', message: 'The resource you requested does not exist.' },
    ],
  ])('are refused: %s', async (_name, send, error) => {
    await expect(send()).rejects.toMatchObject(error);
    expect(await tags()).toEqual({ a: '2' });
  });
});

describe('the account', () => {
  it('tells its limits, what is reserved of them, and how many functions there are', async () => {
    const reserve = (ReservedConcurrentExecutions: number) =>
      lambda.client.send(
        new PutFunctionConcurrencyCommand({ FunctionName: 'tagged', ReservedConcurrentExecutions }),
      );
    await reserve(900);
    await expect(reserve(901)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    });
    const reserved = await lambda.client.send(new GetFunctionConcurrencyCommand({ FunctionName: 'tagged' }));
    expect(reserved.ReservedConcurrentExecutions).toBe(900);
    const settings = await lambda.client.send(new GetAccountSettingsCommand({}));
    expect(settings).toMatchObject({
      AccountLimit: {
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: 1000,
        UnreservedConcurrentExecutions: 100,
      },
      AccountUsage: { FunctionCount: 1, TotalCodeSize: 0 },
    });
  });
});
