import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { storedPageTokenKey } from './stored-page-token-key.ts';

/** A table that several functions share; `failing` makes its next call fail. */
function table() {
  const state: { secret?: Uint8Array; calls: string[]; failing?: Error } = { calls: [] };
  const send = async (command: { input: { Item?: { secret: { B: Uint8Array } } } }): Promise<object> => {
    state.calls.push(command.constructor.name);
    const { failing } = state;
    delete state.failing;
    if (failing !== undefined) throw failing;
    const put = command.input.Item?.secret.B;
    if (put === undefined) return state.secret === undefined ? {} : { Item: { secret: { B: state.secret } } };
    if (state.secret !== undefined) throw new ConditionalCheckFailedException({ message: '', $metadata: {} });
    state.secret = put;
    return {};
  };
  let count = 0;
  const key = () =>
    storedPageTokenKey({ send } as unknown as DynamoDBClient, 't', {
      now: () => 0,
      bytes: (length) => Buffer.alloc(length, ++count),
    });
  return { state, key };
}

it('is made once and then known without another call', async () => {
  const { state, key } = table();
  const first = key();
  const made = await first();
  expect(made).toHaveLength(32);
  expect(await first()).toBe(made);
  expect(await key()()).toEqual(made);
  expect(state.calls).toEqual(['GetItemCommand', 'PutItemCommand', 'GetItemCommand']);
});

it('is the same for functions that begin at once', async () => {
  const { key } = table();
  const keys = await Promise.all(Array.from({ length: 5 }, () => key()()));
  for (const each of keys) expect(each).toEqual(keys[0]);
});

it('is asked for again after a failure', async () => {
  const { state, key } = table();
  state.failing = new Error('no');
  const first = key();
  await expect(first()).rejects.toThrow('no');
  expect(await first()).toHaveLength(32);
});
