import { writeSync } from 'node:fs';
import { openLevelStore } from '../store/level-store.ts';
import {
  ACCOUNTS,
  accountOf,
  BALANCE,
  deletes,
  ITEMS,
  itemAt,
  keyOf,
  type Line,
  PAIRS,
  TABLE,
  transferAt,
  WRITERS,
} from './crash-plan.ts';
import { callDirectly, type DirectAnswer, openDynamoDb } from './direct-call.ts';

/*
 * Writes without end into the database of the directory that it is given, from the version that it is given
 * on, and says what it is about to write and what was acknowledged. It is there to be killed.
 */

const [directory = '', first = '0'] = process.argv.slice(2);
const part = await openDynamoDb((await openLevelStore(directory)).namespace('dynamodb'));
const call = (operation: string, input: object): Promise<DirectAnswer> =>
  callDirectly(part, operation, input);

async function succeed(operation: string, input: object): Promise<void> {
  const { status, body } = await call(operation, input);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** Waits until the pipe has the line, so that the test hears also what was said last, however slowly it listens. */
function say(line: Line): void {
  writeSync(1, `${line}\n`);
}

const key = (...names: string[]): object[] =>
  names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
const attribute = (AttributeName: string, AttributeType: string): object => ({
  AttributeName,
  AttributeType,
});
const ALL = { ProjectionType: 'ALL' };

async function createTable(): Promise<void> {
  if ((await call('DescribeTable', { TableName: TABLE })).status === 200) return;
  await succeed('CreateTable', {
    TableName: TABLE,
    AttributeDefinitions: [
      attribute('pk', 'S'),
      attribute('sk', 'N'),
      attribute('g', 'S'),
      attribute('l', 'N'),
    ],
    KeySchema: key('pk', 'sk'),
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [{ IndexName: 'global', KeySchema: key('g'), Projection: ALL }],
    LocalSecondaryIndexes: [
      { IndexName: 'local', KeySchema: key('pk', 'l'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
}

/** The accounts are opened together, so that they are all there or none. */
async function openAccounts(): Promise<void> {
  await call('TransactWriteItems', {
    TransactItems: Array.from({ length: ACCOUNTS }, (_, at) => ({
      Put: {
        TableName: TABLE,
        Item: { ...keyOf(accountOf(at)), balance: { N: String(BALANCE) } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    })),
  });
}

async function writeItem(id: string, version: number): Promise<void> {
  await (deletes(version)
    ? succeed('DeleteItem', { TableName: TABLE, Key: keyOf(id) })
    : succeed('PutItem', { TableName: TABLE, Item: itemAt(id, version) }));
}

/** Answers whether the pair took the version: another writer may have given it a later one. */
async function writePair(id: string, version: number): Promise<boolean> {
  const { status, body } = await call('TransactWriteItems', {
    TransactItems: ['a', 'b'].map((half) => ({
      Put: {
        TableName: TABLE,
        Item: itemAt(`${id}-${half}`, version),
        ConditionExpression: 'attribute_not_exists(v) OR v < :v',
        ExpressionAttributeValues: { ':v': { N: String(version) } },
      },
    })),
  });
  if (status !== 200 && !String(body.message).includes('ConditionalCheckFailed')) {
    throw new Error(JSON.stringify(body));
  }
  return status === 200;
}

async function transfer(id: string, version: number): Promise<void> {
  const { from, to, amount } = transferAt(version);
  const move = (account: string, by: number): object => ({
    Update: {
      TableName: TABLE,
      Key: keyOf(account),
      UpdateExpression: 'SET balance = balance + :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
    },
  });
  await succeed('TransactWriteItems', {
    TransactItems: [
      move(from, -amount),
      move(to, amount),
      { Put: { TableName: TABLE, Item: itemAt(id, version) } },
    ],
  });
}

let version = Number(first);

async function writeForever(writer: number): Promise<never> {
  for (;;) {
    version += 1;
    const v = version;
    if (v % 4 === 0) {
      const id = `pair-${(v / 4) % PAIRS}`;
      say(`? ${id} ${v}`);
      if (await writePair(id, v)) say(`! ${id} ${v}`);
    } else if (v % 10 === 1) {
      say(`? transfer-${v} ${v}`);
      await transfer(`transfer-${v}`, v);
      say(`! transfer-${v} ${v}`);
    } else {
      const id = `item-${writer}-${v % ITEMS}`;
      say(`? ${id} ${v}`);
      await writeItem(id, v);
      say(`! ${id} ${v}`);
    }
  }
}

/** Adds and drops an index all the while. What a predecessor left makes the first of these fail. */
async function changeIndexes(): Promise<never> {
  const Create = { IndexName: 'extra', KeySchema: key('g', 'v'), Projection: ALL };
  for (let at = 0; ; at += 1) {
    await call('UpdateTable', {
      TableName: TABLE,
      AttributeDefinitions: [attribute('g', 'S'), attribute('v', 'N')],
      GlobalSecondaryIndexUpdates: [at % 2 === 0 ? { Create } : { Delete: { IndexName: 'extra' } }],
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

await createTable();
await openAccounts();
await Promise.all([changeIndexes(), ...Array.from({ length: WRITERS }, (_, writer) => writeForever(writer))]);
