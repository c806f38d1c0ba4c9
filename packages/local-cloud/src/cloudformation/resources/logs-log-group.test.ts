import { beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../../aws/account.ts';
import { SYSTEM_SOURCES } from '../../aws/sources.ts';
import { LogStore } from '../../logs/log-store.ts';
import { memoryStore } from '../../store/memory-store.ts';
import type { JsonObject } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { logGroupProvider } from './logs-log-group.ts';
import { logStreamProvider } from './logs-log-stream.ts';

let store: LogStore;
const request = (properties: JsonObject, creationToken = 'ABCDEFGHIJKL') => ({
  stackName: 'stack',
  stackId: 's',
  logicalId: 'Logs',
  creationToken,
  properties,
});

beforeEach(() => {
  store = new LogStore(memoryStore(), SYSTEM_SOURCES);
});

describe('a log group of a template', () => {
  it('is made once, changed and removed', async () => {
    const provider = logGroupProvider(store, { account: LOCAL_ACCOUNT });
    const properties = { LogGroupName: '/g', RetentionInDays: 7, Tags: [{ Key: 'k', Value: 'v' }] };
    const state = await provider.create(request(properties));
    expect(state).toEqual({
      physicalId: '/g',
      attributes: { Arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/g:*' },
    });
    expect(await provider.create(request(properties))).toEqual(state);
    await expect(provider.create(request(properties, 'OTHER'))).rejects.toThrow('already exists');
    expect(store.group('/g')).toMatchObject({ retentionInDays: 7, tags: { k: 'v' } });
    await provider.update(request({ LogGroupName: '/g' }), state, properties);
    expect(store.group('/g')?.retentionInDays).toBeUndefined();
    expect(await provider.update(request({ LogGroupName: '/h' }), state, properties)).toBe('replace');
    await provider.delete(state, properties);
    await provider.delete(state, properties);
    expect(store.group('/g')).toBeUndefined();
  });

  it('gets a name, and streams', async () => {
    const groups = logGroupProvider(store, { account: LOCAL_ACCOUNT });
    const { physicalId } = await groups.create(request({}));
    expect(physicalId).toBe('stack-Logs-ABCDEFGHIJKL');
    const streams = logStreamProvider(store);
    const properties = { LogGroupName: physicalId, LogStreamName: 's' };
    const stream = await streams.create(request(properties));
    expect(await streams.create(request(properties))).toEqual(stream);
    await streams.delete(stream, properties);
    await expect(streams.create(request({ LogGroupName: 'none' }))).rejects.toThrow('does not exist');
  });
});

it.each([
  ['short', 'Id', 'short-Id-ABCDEFGHIJKL'],
  ['s'.repeat(60), 'Id', `${'s'.repeat(48)}-Id-ABCDEFGHIJKL`],
  ['s'.repeat(60), 'I'.repeat(60), `${'s'.repeat(25)}-${'I'.repeat(25)}-ABCDEFGHIJKL`],
  ['s', 'I'.repeat(60), `s-${'I'.repeat(49)}-ABCDEFGHIJKL`],
])('names %s %s', (stackName, logicalId, expected) => {
  const name = generatedName({ ...request({}), stackName, logicalId }, 64);
  expect(name).toBe(expected);
  expect(name.length).toBeLessThanOrEqual(64);
});
