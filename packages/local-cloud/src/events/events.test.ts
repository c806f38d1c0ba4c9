import { beforeEach, describe, expect, it } from 'vitest';
import { askedCaller, targetCall } from '../../test/asked-actions.ts';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceRequest,
  type ResourceState,
  UnsupportedPropertyError,
} from '../cloudformation/resource-provider.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import { createEvents, type EventsPart } from './events.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:cleaner';
const RULE = 'arn:aws:events:us-east-1:000000000000:rule/nightly';
const clock = { now: 0 };
let store: ReturnType<typeof memoryStore>;
let buses: ReturnType<typeof memoryStore>;
let sent: [arn: string, payload: unknown][];
let allowed: boolean;
let journal: JournalEntry[];
let events: EventsPart;

beforeEach(async () => {
  clock.now = Date.parse('2026-11-20T10:00:00Z');
  store = memoryStore();
  buses = memoryStore();
  [sent, allowed, journal] = [[], true, []];
  events = await open();
});

function open(): Promise<EventsPart> {
  return createEvents(
    {
      account: LOCAL_ACCOUNT,
      sources: { ...SYSTEM_SOURCES, now: () => clock.now, uuid: () => 'an-id' },
      journal: { write: (entry) => journal.push(entry) },
      store,
      origin: 'http://localhost:4566',
    },
    {
      allows: (arn, principal, source) =>
        allowed && arn === FUNCTION && principal === 'events.amazonaws.com' && source === RULE,
      send: async (arn, payload) => {
        if (arn !== FUNCTION) throw new AwsError('ResourceNotFoundException', 'no such function', 404);
        sent.push([arn, JSON.parse(payload)]);
      },
      buses,
    },
  );
}

function provider(): ResourceProvider {
  const [found] = events.providers;
  if (found === undefined) throw new Error('no provider');
  return found;
}

const request = (properties: JsonObject): ResourceRequest => ({
  stackName: 'app',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/app/1',
  logicalId: 'Nightly',
  creationToken: 'AAAAAAAAAAAA',
  properties,
});
const NIGHTLY: JsonObject = {
  Name: 'nightly',
  ScheduleExpression: 'cron(0 12 * * ? *)',
  Targets: [{ Id: 'Target0', Arn: FUNCTION }],
};
const create = (more: JsonObject = {}): Promise<ResourceState> =>
  provider().create(request({ ...NIGHTLY, ...more }));

async function at(time: string): Promise<number> {
  clock.now = Date.parse(`2026-11-${time}Z`);
  sent = [];
  await events.fireDue();
  return sent.length;
}

describe('a rule', () => {
  it('sends the event of EventBridge when it is due', async () => {
    expect(await create()).toEqual({ physicalId: 'nightly', attributes: { Arn: RULE } });
    expect(await at('20T11:59:59')).toBe(0);
    expect(await at('20T12:00:01')).toBe(1);
    expect(sent).toEqual([
      [
        FUNCTION,
        {
          version: '0',
          id: 'an-id',
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          account: '000000000000',
          time: '2026-11-20T12:00:00Z',
          region: 'us-east-1',
          resources: [RULE],
          detail: {},
        },
      ],
    ]);
    expect(await at('20T12:00:02')).toBe(0);
    expect(await at('21T12:00:00')).toBe(1);
  });

  it('does not make up for what it missed', async () => {
    await create();
    expect(await at('20T12:01:01')).toBe(0);
    expect(await at('21T12:00:59')).toBe(1);
    clock.now = Date.parse('2026-11-22T12:30:00Z');
    events = await open();
    expect(await at('22T12:30:00')).toBe(0);
    expect(await at('23T12:00:00')).toBe(1);
  });

  it('counts a rate from when it was made, over restarts and updates', async () => {
    const rate = { ScheduleExpression: 'rate(10 minutes)' };
    const state = await create(rate);
    clock.now = Date.parse('2026-11-20T10:04:00Z');
    events = await open();
    await provider().update(request({ ...NIGHTLY, ...rate, Description: 'x' }), state, {
      ...NIGHTLY,
      ...rate,
    });
    expect(await at('20T10:09:59')).toBe(0);
    expect(await at('20T10:10:00')).toBe(1);
  });

  it('may be fired at once, and says so when there is none', async () => {
    await create({ Targets: [{ Id: 'a', Arn: FUNCTION, Input: '{"clean":true}' }] });
    await events.fire('nightly');
    expect(sent).toEqual([[FUNCTION, { clean: true }]]);
    await expect(events.fire('other')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('rests while it is disabled, and goes with its resource', async () => {
    const state = await create({ State: 'DISABLED' });
    expect(await at('20T12:00:00')).toBe(0);
    await provider().update(request(NIGHTLY), state, { ...NIGHTLY, State: 'DISABLED' });
    expect(await at('21T12:00:00')).toBe(1);
    await provider().delete(state, NIGHTLY);
    expect(await at('22T12:00:00')).toBe(0);
    await provider().delete(state, NIGHTLY);
  });

  it('does not reach a function that does not let it, and says what is missing', async () => {
    await create();
    allowed = false;
    await events.fire('nightly');
    expect(sent).toEqual([]);
    expect(journal).toMatchObject([
      { source: 'events', outcome: 'refused', hint: expect.stringContaining(`SourceArn ${RULE}`) },
    ]);
  });

  it('is made once by one creation', async () => {
    await create();
    await create();
    await expect(
      provider().create({ ...request(NIGHTLY), creationToken: 'BBBBBBBBBBBB' }),
    ).rejects.toMatchObject({ code: 'ResourceAlreadyExistsException' });
  });

  it.each<[string, JsonObject, string]>([
    [
      'another target',
      { Targets: [{ Id: 'a', Arn: 'arn:aws:sns:us-east-1:000000000000:t' }] },
      'Targets.0.Arn',
    ],
    [
      'parameters of a service',
      { Targets: [{ Id: 'a', Arn: FUNCTION, KinesisParameters: {} }] },
      'Targets.0.KinesisParameters',
    ],
    [
      'a pattern of an unknown kind',
      { EventPattern: { detail: { ip: [{ cidr: '10.0.0.0/8' }] } } },
      'EventPattern',
    ],
    ["a pattern of a service's events", { EventPattern: { source: ['aws.s3'] } }, 'EventPattern.source'],
  ])('with %s is not supported', (_name, properties, path) => {
    const check = (): void => provider().check?.({ ...NIGHTLY, ...properties });
    expect(check).toThrow(UnsupportedPropertyError);
    expect(check).toThrow(expect.objectContaining({ path }));
  });

  it.each<[string, JsonObject]>([
    ['a schedule that cannot be read', { ScheduleExpression: 'every day' }],
    ['input that is no JSON', { Targets: [{ Id: 'a', Arn: FUNCTION, Input: '{' }] }],
  ])('with %s is refused', async (_name, properties) => {
    await expect(create(properties)).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('a pattern', () => {
  const ORDERS: JsonObject = {
    Name: 'nightly',
    EventPattern: { source: ['shop'], detail: { total: [{ numeric: ['>', 10] }] } },
    Targets: [{ Id: 'a', Arn: FUNCTION }],
  };
  const asked: string[] = [];

  async function put(...entries: object[]): Promise<unknown> {
    const { caller, asked: actions } = askedCaller();
    const response = await events.services[0]?.handle({
      ...targetCall('AWSEvents.PutEvents', { Entries: entries }),
      caller,
    });
    asked.splice(0, asked.length, ...actions);
    return JSON.parse(String(response?.body));
  }
  const order = (total: number, more: object = {}): object => ({
    ...{ Source: 'shop', DetailType: 'order', Detail: JSON.stringify({ total, item: { name: 'a "b"' } }) },
    ...more,
  });

  it('gives a function the events that match', async () => {
    await provider().create(request(ORDERS));
    expect(
      await put(order(11, { Time: 0, Resources: ['r'] }), order(9), order(12, { Source: 'other' })),
    ).toEqual({
      FailedEntryCount: 0,
      Entries: [{ EventId: 'an-id' }, { EventId: 'an-id' }, { EventId: 'an-id' }],
    });
    expect(asked).toEqual(['events:PutEvents arn:aws:events:us-east-1:000000000000:event-bus/default']);
    expect(sent.map(([, payload]) => payload)).toEqual([
      {
        ...{ version: '0', id: 'an-id', 'detail-type': 'order', source: 'shop', account: '000000000000' },
        ...{ time: '1970-01-01T00:00:00Z', region: 'us-east-1', resources: ['r'] },
        detail: { total: 11, item: { name: 'a "b"' } },
      },
    ]);
    events = await open();
    await put(order(20));
    expect(sent).toHaveLength(2);
  });

  it('takes no entry that is not an event', async () => {
    expect(await put({ Source: 'shop', Detail: '{}' }, order(1, { Detail: '[1]' }))).toMatchObject({
      FailedEntryCount: 2,
      Entries: [{ ErrorCode: 'InvalidArgument' }, { ErrorCode: 'MalformedDetail' }],
    });
    await expect(put()).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('sends a part of the event, or what a template makes of it', async () => {
    const paths = { name: '$.detail.item.name', all: '$.detail', none: '$.detail.none' };
    await provider().create(
      request({
        ...ORDERS,
        Targets: [
          { Id: 'a', Arn: FUNCTION, InputPath: '$.detail.item' },
          {
            Id: 'b',
            Arn: FUNCTION,
            InputTransformer: {
              InputPathsMap: paths,
              InputTemplate:
                '{"text":"item <name>","name":<name>,"none":<none>,"all":<all>,"rule":"<aws.events.rule-name>"}',
            },
          },
        ],
      }),
    );
    await put(order(11));
    const item = { name: 'a "b"' };
    expect(sent.map(([, payload]) => payload)).toEqual([
      item,
      { text: 'item a "b"', name: 'a "b"', none: null, all: { total: 11, item }, rule: 'nightly' },
    ]);
  });

  it('belongs to one bus', async () => {
    const [, bus] = events.providers;
    const made = await bus?.create(request({ Name: 'orders' }));
    expect(made?.attributes.Arn).toBe('arn:aws:events:us-east-1:000000000000:event-bus/orders');
    const onBus = { ...ORDERS, EventBusName: 'orders' };
    const state = await provider().create(request(onBus));
    expect(state).toEqual({
      physicalId: 'orders|nightly',
      attributes: { Arn: 'arn:aws:events:us-east-1:000000000000:rule/orders/nightly' },
    });
    await put(order(11));
    expect(sent).toEqual([]);
    // The function is open to the rule of the default bus only.
    await put(order(11, { EventBusName: made?.attributes.Arn }));
    expect(asked).toEqual(['events:PutEvents arn:aws:events:us-east-1:000000000000:event-bus/orders']);
    expect(journal).toMatchObject([{ outcome: 'refused', text: expect.stringContaining('may not call') }]);
    await expect(provider().create(request({ ...ORDERS, EventBusName: 'none' }))).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});
