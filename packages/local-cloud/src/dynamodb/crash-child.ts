import { openLevelStore } from '../store/level-store.ts';
import { callDirectly, openDynamoDb } from './direct-call.ts';

/*
 * Writes without end into the database of the directory that it is given, and says each write that was
 * acknowledged in a line: `<id> <version>`. It is there to be killed.
 */

const WRITERS = 8;
const ITEMS = 40;
const PAIRS = 20;

const [directory = '', first = '0'] = process.argv.slice(2);
const part = await openDynamoDb((await openLevelStore(directory)).namespace('dynamodb'));
const call = async (operation: string, input: object): Promise<void> => {
  const { status, body } = await callDirectly(part, operation, input);
  if (status !== 200) throw new Error(JSON.stringify(body));
};
const keyAttribute = (AttributeName: string, KeyType: string): object => ({ AttributeName, KeyType });

if (first === '0') {
  await call('CreateTable', {
    TableName: 'crash',
    AttributeDefinitions: ['pk', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [keyAttribute('pk', 'HASH')],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'gsi',
        KeySchema: [keyAttribute('g', 'HASH')],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
}

let version = Number(first);
const item = (id: string, v: number): object => ({
  pk: { S: id },
  v: { N: String(v) },
  // The item moves within the index with every write, and is now and then out of it.
  ...(v % 5 !== 0 && { g: { S: `group-${v % 7}` } }),
});

/** What was said is known to the test; what is on its way there when the process dies is not, and may be. */
function acknowledge(id: string, v: number): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${id} ${v}\n`, () => resolve());
  });
}

async function writeForever(writer: number): Promise<never> {
  for (;;) {
    const v = ++version;
    if (v % 3 === 0) {
      const pair = v % PAIRS;
      await call('TransactWriteItems', {
        TransactItems: ['a', 'b'].map((half) => ({
          Put: { TableName: 'crash', Item: item(`pair-${pair}-${half}`, v) },
        })),
      });
      await acknowledge(`pair-${pair}`, v);
    } else {
      const id = `item-${writer}-${v % ITEMS}`;
      await call('PutItem', { TableName: 'crash', Item: item(id, v) });
      await acknowledge(id, v);
    }
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => writeForever(writer)));
