import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  type BatchStatementResponse,
  CreateTableCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  type ExecuteStatementCommandOutput,
  ExecuteTransactionCommand,
  type ExecuteTransactionCommandInput,
  type ExecuteTransactionCommandOutput,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoDbFixture, startDynamoDb } from '../dynamodb-fixture.ts';

let fixture: DynamoDbFixture;

beforeAll(async () => {
  fixture = await startDynamoDb();
  await fixture.client.send(
    new CreateTableCommand({
      TableName: 'music',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'genre', 'year2'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-genre',
          KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['label'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'by-year',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'year2', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
});

afterAll(() => fixture.close());

const ITEMS: readonly Record<string, AttributeValue>[] = [
  {
    pk: { S: 'a' },
    sk: { S: '1' },
    genre: { S: 'folk' },
    year2: { S: '1990' },
    n: { N: '1' },
    label: { S: 'x' },
  },
  { pk: { S: 'a' }, sk: { S: '2' }, genre: { S: 'jazz' }, year2: { S: '1980' }, n: { N: '2' } },
  { pk: { S: 'a' }, sk: { S: '3' }, n: { N: '3' }, m: { M: { k: { L: [{ S: 'c' }] } } } },
  { pk: { S: 'b' }, sk: { S: '1' }, genre: { S: 'folk' }, n: { N: '4' }, ss: { SS: ['u', 'v'] } },
];

beforeEach(async () => {
  for (const Item of ITEMS) await fixture.client.send(new PutItemCommand({ TableName: 'music', Item }));
});

const run = (
  Statement: string,
  rest: Omit<ExecuteStatementCommandInput, 'Statement'> = {},
): Promise<ExecuteStatementCommandOutput> =>
  fixture.client.send(new ExecuteStatementCommand({ Statement, ...rest }));

const keys = async (statement: string, parameters?: AttributeValue[]): Promise<string[]> => {
  const { Items = [] } = await run(statement, parameters && { Parameters: parameters });
  return Items.map(({ pk, sk }) => `${pk?.S ?? ''}${sk?.S ?? ''}`);
};

const stored = async (pk: string, sk: string): Promise<Record<string, AttributeValue> | undefined> => {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  return (await fixture.client.send(new GetItemCommand({ TableName: 'music', Key }))).Item;
};

describe('SELECT', () => {
  it.each<[string, string[], AttributeValue[]?]>([
    [`SELECT * FROM music WHERE pk = 'a'`, ['a1', 'a2', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' ORDER BY sk DESC`, ['a3', 'a2', 'a1']],
    [`SELECT * FROM music WHERE pk = ? AND sk = ?`, ['a2'], [{ S: 'a' }, { S: '2' }]],
    [`SELECT * FROM music WHERE sk >= '2' AND pk = 'a'`, ['a2', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND '2' > sk`, ['a1']],
    [`SELECT * FROM music WHERE pk = 'a' AND sk BETWEEN '1' AND '2'`, ['a1', 'a2']],
    [`SELECT * FROM music WHERE pk = 'a' AND begins_with("sk", '3')`, ['a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND n > 1`, ['a2', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND NOT n = 2`, ['a1', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND sk <> '1'`, ['a2', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND (sk = '1' OR sk = '3')`, ['a1', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND sk IN ['1', '3']`, ['a1', 'a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND sk > '1' AND sk < '3'`, ['a2']],
    [`SELECT * FROM music WHERE pk = 'a' AND genre IS MISSING`, ['a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND genre IS NOT MISSING`, ['a1', 'a2']],
    [`SELECT * FROM music WHERE pk = 'a' AND m IS STRUCT`, ['a3']],
    [`SELECT * FROM music WHERE pk = 'a' AND size(genre) = 4 AND contains(genre, 'az')`, ['a2']],
    [`SELECT * FROM music WHERE pk = 'a' AND pk = 'b'`, []],
    [`SELECT * FROM music WHERE pk IN ['b', 'a'] AND sk = '1'`, ['b1', 'a1']],
    [`SELECT * FROM music WHERE pk IN ['b', 'a'] ORDER BY pk`, ['a1', 'a2', 'a3', 'b1']],
    [`SELECT * FROM music WHERE pk IN ['a', 'b'] ORDER BY pk DESC, sk DESC`, ['b1', 'a3', 'a2', 'a1']],
    [`SELECT pk, sk FROM music."by-year" WHERE pk = 'a'`, ['a2', 'a1']],
    [`SELECT pk, sk FROM music."by-year" WHERE pk = 'a' AND year2 > '1985'`, ['a1']],
    [`SELECT * FROM music WHERE pk = 'nobody'`, []],
  ])('%s', async (statement, expected, parameters) => {
    expect(await keys(statement, parameters)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [`SELECT * FROM music`, ['a1', 'a2', 'a3', 'b1']],
    [`SELECT * FROM music WHERE n >= 3`, ['a3', 'b1']],
    [`SELECT * FROM music WHERE pk = 'b' OR sk = '2'`, ['a2', 'b1']],
    [`SELECT pk, sk FROM music."by-genre"`, ['a1', 'a2', 'b1']],
    [`SELECT pk, sk FROM music."by-genre" WHERE genre = 'folk'`, ['a1', 'b1']],
    [`SELECT pk, sk FROM music."by-genre" WHERE NOT n = 1`, ['a1', 'a2', 'b1']],
    [`SELECT pk, sk FROM music."by-genre" WHERE n = 1`, []],
  ])('%s, in any order', async (statement, expected) => {
    expect((await keys(statement)).sort()).toEqual(expected);
  });

  it('answers columns by their last names', async () => {
    const { Items } = await run(`SELECT m.k[0], n, gone FROM music WHERE pk = 'a' AND sk = '3'`);
    expect(Items).toEqual([{ 'k[0]': { S: 'c' }, n: { N: '3' } }]);
  });

  it('answers what the index has', async () => {
    const global = await run(`SELECT * FROM music."by-genre" WHERE genre = 'folk' AND label = 'x'`);
    expect(global.Items).toEqual([
      { pk: { S: 'a' }, sk: { S: '1' }, genre: { S: 'folk' }, label: { S: 'x' } },
    ]);
    const local = await run(`SELECT n FROM music."by-year" WHERE pk = 'a'`, {
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(local.Items).toEqual([{ n: { N: '2' } }, { n: { N: '1' } }]);
    expect(local.ConsumedCapacity?.Table?.CapacityUnits).toBe(1);
  });

  it('goes on where a page ended, and only there', async () => {
    const statement = `SELECT * FROM music WHERE pk IN ['a', 'b']`;
    const seen: unknown[] = [];
    let token: string | undefined;
    do {
      const page = await run(statement, { Limit: 1, ...(token !== undefined && { NextToken: token }) });
      seen.push(...(page.Items ?? []));
      expect(page.Items?.length ?? 0).toBeLessThanOrEqual(1);
      token = page.NextToken;
    } while (token !== undefined);
    expect(seen).toEqual(ITEMS);
    const first = await run(statement, { Limit: 1 });
    await expect(
      run(`SELECT * FROM music WHERE pk IN ['b']`, { NextToken: first.NextToken ?? '' }),
    ).rejects.toThrow('NextToken does not match request');
    for (const forged of ['x', 'W10=', Buffer.from('[1,2,3]').toString('base64')]) {
      await expect(run(statement, { NextToken: forged })).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
  });

  it('answers with about one page, however many partitions are read', async () => {
    const large = ['p', 'q', 'r', 's'];
    for (const pk of large) {
      for (const sk of ['1', '2']) {
        const Item = { pk: { S: pk }, sk: { S: sk }, text: { S: 'x'.repeat(390 * 1024) } };
        await fixture.client.send(new PutItemCommand({ TableName: 'music', Item }));
      }
    }
    const statement = `SELECT pk, sk FROM music WHERE pk IN ['p', 'q', 'r', 's']`;
    const pages: unknown[][] = [];
    let token: string | undefined;
    do {
      const page = await run(statement, token === undefined ? {} : { NextToken: token });
      pages.push((page.Items ?? []).map((item) => `${item.pk?.S}${item.sk?.S}`));
      token = page.NextToken;
    } while (token !== undefined);
    expect(pages).toEqual([
      ['p1', 'p2', 'q1', 'q2'],
      ['r1', 'r2', 's1', 's2'],
    ]);
    for (const pk of large) {
      for (const sk of ['1', '2']) await run(`DELETE FROM music WHERE pk = '${pk}' AND sk = '${sk}'`);
    }
  });

  it.each([
    [`SELECT * FROM nobody WHERE pk = 'a'`, 'ResourceNotFoundException', 'Requested resource not found'],
    [`SELECT * FROM nobody WHERE pk = 'a' AND v < true`, 'ValidationException', 'operand type: BOOL'],
    [
      `SELECT * FROM music.nope WHERE pk = 'a'`,
      'ValidationException',
      'The table does not have the specified index',
    ],
    [
      `SELECT * FROM music WHERE pk = 1`,
      'ValidationException',
      "Key attribute's data type should match its data type in table's schema: Key pk",
    ],
    [
      `SELECT * FROM music WHERE pk = 'a' AND sk = 1`,
      'ValidationException',
      "Key attribute's data type should match its data type in table's schema: Key sk",
    ],
    [
      `SELECT pk FROM music."by-genre" WHERE genre = 'folk' AND (zz = 1 OR aa = 2 OR mm = 3)`,
      'ValidationException',
      'One or more parameter values were invalid: Secondary index by-genre does not project one or more filter attributes: [zz, aa, mm]',
    ],
    [
      `SELECT pk FROM music."by-year" WHERE pk = 'a' AND n = 1`,
      'ValidationException',
      'One or more parameter values were invalid: Secondary index by-year does not project one or more filter attributes: [n]',
    ],
    [
      `SELECT n FROM music."by-genre" WHERE genre = 'folk'`,
      'ValidationException',
      'One or more parameter values were invalid: Global secondary index by-genre does not project [n]',
    ],
    [
      `SELECT * FROM music WHERE pk IN ['a', 'a']`,
      'ValidationException',
      'Overlapping conditions with range keys are not supported in where clause',
    ],
    [
      `SELECT * FROM music WHERE pk IN [${Array.from({ length: 51 }, (_, at) => `'${at}'`).join(',')}]`,
      'ValidationException',
      'Too many decomposed read operations for a given query.',
    ],
    [
      `SELECT * FROM music WHERE pk = 'a' ORDER BY n`,
      'ValidationException',
      'Variable reference n in ORDER BY clause must be part of the primary key',
    ],
    [
      `SELECT * FROM music WHERE n = 1 ORDER BY sk`,
      'ValidationException',
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    ],
    [
      `SELECT * FROM music WHERE pk IN ['a', 'b'] ORDER BY sk`,
      'ValidationException',
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    ],
    [
      `EXISTS(SELECT * FROM music WHERE pk = 'a' AND sk = '1' AND n = 1)`,
      'ValidationException',
      'EXISTS can only be used in ExecuteTransaction write requests.',
    ],
  ])('%s is refused', async (statement, name, message) => {
    await expect(run(statement)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('refuses a consistent read of a global index', async () => {
    const read = run(`SELECT * FROM music."by-genre" WHERE genre = 'folk'`, { ConsistentRead: true });
    await expect(read).rejects.toThrow(
      'Strongly consistent read is not supported on Global Secondary Indexes',
    );
  });

  it('checks parameters before it reads the statement', async () => {
    await expect(run('SELECT WHERE', { Parameters: [{ SS: ['a', 'a'] }] })).rejects.toThrow(
      'Input collection [a, a] contains duplicates.',
    );
  });
});

describe('writes', () => {
  it('inserts once', async () => {
    const statement = `INSERT INTO music VALUE {'pk': 'new', 'sk': ?, 'tags': <<'x'>>}`;
    expect(await run(statement, { Parameters: [{ S: '1' }] })).toMatchObject({ Items: [] });
    expect(await stored('new', '1')).toEqual({ pk: { S: 'new' }, sk: { S: '1' }, tags: { SS: ['x'] } });
    await expect(run(statement, { Parameters: [{ S: '1' }] })).rejects.toMatchObject({
      name: 'DuplicateItemException',
      message: 'Duplicate primary key exists in table',
    });
    await run(`DELETE FROM music WHERE pk = 'new' AND sk = '1'`);
    expect(await stored('new', '1')).toBeUndefined();
  });

  it('updates what is there', async () => {
    await run(
      `UPDATE music SET n = n + 1, t = set_add(t, <<'x'>>) REMOVE label WHERE (pk = 'a' AND sk = '1') AND n = 1`,
    );
    expect(await stored('a', '1')).toMatchObject({ n: { N: '2' }, t: { SS: ['x'] } });
    expect((await stored('a', '1'))?.label).toBeUndefined();
    await expect(run(`UPDATE music SET n = 9 WHERE pk = 'a' AND sk = '1' AND n = 1`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
    });
    await expect(run(`UPDATE music SET n = 9 WHERE pk = 'a' AND sk = 'none'`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    expect(await stored('a', 'none')).toBeUndefined();
  });

  it.each([
    [
      'ALL OLD',
      { pk: { S: 'b' }, sk: { S: '1' }, genre: { S: 'folk' }, n: { N: '4' }, ss: { SS: ['u', 'v'] } },
    ],
    ['ALL NEW', { pk: { S: 'b' }, sk: { S: '1' }, genre: { S: 'folk' }, n: { N: '5' }, ss: { SS: ['u'] } }],
    ['MODIFIED OLD', { n: { N: '4' }, ss: { SS: ['u', 'v'] } }],
    ['MODIFIED NEW', { n: { N: '5' }, ss: { SS: ['u'] } }],
  ])('UPDATE ... RETURNING %s *', async (returning, item) => {
    const set = `n = n + 1, ss = set_delete(ss, <<'v'>>)`;
    const { Items } = await run(
      `UPDATE music SET ${set} WHERE pk = 'b' AND sk = '1' RETURNING ${returning} *`,
    );
    expect(Items).toEqual([item]);
  });

  it('deletes, and is content when there is nothing', async () => {
    await expect(run(`DELETE FROM music WHERE pk = 'b' AND sk = '1' AND n = 1`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    const { Items } = await run(
      `DELETE FROM music WHERE pk = 'b' AND sk = '1' AND n = 4 RETURNING ALL OLD *`,
    );
    expect(Items).toEqual([ITEMS[3]]);
    expect(await run(`DELETE FROM music WHERE pk = 'b' AND sk = '1' AND n = 4`)).toMatchObject({ Items: [] });
  });

  it('answers nothing where nothing modified is left', async () => {
    const statement = `UPDATE music REMOVE label WHERE pk = 'a' AND sk = '1' RETURNING MODIFIED NEW *`;
    expect((await run(statement)).Items).toEqual([]);
  });

  it.each([
    [
      `UPDATE music SET n = 1 WHERE pk = 'a'`,
      'Where clause does not contain a mandatory equality on all key attributes',
    ],
    [`DELETE FROM music`, 'Where clause does not contain a mandatory equality on all key attributes'],
    [
      `UPDATE music SET n = 1 WHERE pk = 'a' AND sk = '1' AND pk = 'b'`,
      'Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported',
    ],
    [
      `UPDATE music SET sk = '2' WHERE pk = 'a' AND sk = '1'`,
      'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
    ],
    [
      `UPDATE music SET n = gone WHERE pk = 'a' AND sk = '1'`,
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      `UPDATE music SET n = set_add(n, <<1>>) WHERE pk = 'a' AND sk = '1'`,
      'An operand in the update expression has an incorrect data type',
    ],
    [
      `INSERT INTO music VALUE {'pk': 'a'}`,
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
  ])('%s is refused', async (statement, message) => {
    await expect(run(statement)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('asks for the PartiQL actions', async () => {
    fixture.asked.length = 0;
    await run(`SELECT n FROM music."by-year" WHERE pk = 'a' AND year2 > '1'`);
    await run(`SELECT * FROM music`);
    await run(`UPDATE music SET n = 1 WHERE pk = 'a' AND sk = '1'`);
    expect(fixture.asked).toEqual([
      {
        action: 'dynamodb:PartiQLSelect',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/music/index/by-year',
        context: {
          'dynamodb:LeadingKeys': ['a'],
          'dynamodb:Attributes': ['pk', 'year2', 'n'],
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
          'dynamodb:FullTableScan': 'false',
        },
      },
      {
        action: 'dynamodb:PartiQLSelect',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/music',
        context: { 'dynamodb:Select': 'ALL_ATTRIBUTES', 'dynamodb:FullTableScan': 'true' },
      },
      {
        action: 'dynamodb:PartiQLUpdate',
        resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/music',
        context: { 'dynamodb:LeadingKeys': ['a'], 'dynamodb:Attributes': ['pk', 'sk', 'n'] },
      },
    ]);
  });
});

describe('BatchExecuteStatement', () => {
  const batch = async (...statements: string[]): Promise<BatchStatementResponse[]> => {
    const Statements = statements.map((Statement) => ({ Statement }));
    return (await fixture.client.send(new BatchExecuteStatementCommand({ Statements }))).Responses ?? [];
  };

  it('gives each statement an outcome of its own', async () => {
    const only =
      'Select statements within BatchExecuteStatement must specify the primary key in the where clause.';
    expect(
      await batch(
        `SELECT n FROM music WHERE pk = 'a' AND sk = '1'`,
        `SELECT * FROM music WHERE pk = 'a' AND sk = 'none'`,
        `SLECT`,
        `SELECT * FROM nobody WHERE pk = 'x'`,
        `SELECT * FROM music WHERE pk = 'a'`,
        `SELECT * FROM music WHERE pk IN ['a'] AND sk = '2'`,
        `SELECT * FROM music."by-genre" WHERE pk = 'a' AND sk = '1'`,
      ),
    ).toEqual([
      { TableName: 'music', Item: { n: { N: '1' } } },
      { TableName: 'music' },
      {
        Error: {
          Code: 'ValidationError',
          Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
        },
      },
      { TableName: 'nobody', Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
      { TableName: 'music', Error: { Code: 'ValidationError', Message: only } },
      { TableName: 'music', Item: ITEMS[1] },
      { TableName: 'music', Error: { Code: 'ValidationError', Message: only } },
    ]);
  });

  it('writes', async () => {
    expect(
      await batch(
        `INSERT INTO music VALUE {'pk': 'a', 'sk': '1'}`,
        `UPDATE music SET n = 7 WHERE pk = 'a' AND sk = '2' RETURNING MODIFIED NEW *`,
        `DELETE FROM music WHERE pk = 'a' AND sk = '3' AND n = 1`,
      ),
    ).toEqual([
      {
        TableName: 'music',
        Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
      },
      { TableName: 'music', Item: { n: { N: '7' } } },
      {
        TableName: 'music',
        Error: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      },
    ]);
  });

  it('sums what the statements consume', async () => {
    const { ConsumedCapacity } = await fixture.client.send(
      new BatchExecuteStatementCommand({
        ReturnConsumedCapacity: 'TOTAL',
        Statements: [true, false].map((ConsistentRead) => ({
          Statement: `SELECT * FROM music WHERE pk = 'a' AND sk = '1'`,
          ConsistentRead,
        })),
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName: 'music', CapacityUnits: 1.5 }]);
  });

  it('takes no reads beside writes', async () => {
    const mixed = batch(
      `SELECT * FROM music WHERE pk = 'a' AND sk = '1'`,
      `INSERT INTO music VALUE {'pk': 'x'}`,
    );
    await expect(mixed).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('ExecuteTransaction', () => {
  const transact = (
    statements: readonly string[],
    rest: Partial<ExecuteTransactionCommandInput> = {},
  ): Promise<ExecuteTransactionCommandOutput> => {
    const TransactStatements = statements.map((Statement) => ({ Statement }));
    return fixture.client.send(new ExecuteTransactionCommand({ TransactStatements, ...rest }));
  };

  it('reads items as of one moment', async () => {
    const { Responses } = await transact([
      `SELECT n FROM music WHERE pk = 'a' AND sk = '1'`,
      `SELECT * FROM music WHERE sk = 'none' AND pk = 'a'`,
    ]);
    expect(Responses).toEqual([{ Item: { n: { N: '1' } } }, {}]);
  });

  it('writes all or nothing', async () => {
    await transact([
      `EXISTS(SELECT * FROM music WHERE pk = 'a' AND sk = '1' AND n = 1)`,
      `UPDATE music SET n = 20 WHERE pk = 'a' AND sk = '2'`,
      `INSERT INTO music VALUE {'pk': 'tx', 'sk': '1'}`,
    ]);
    expect(await stored('a', '2')).toMatchObject({ n: { N: '20' } });
    expect(await stored('tx', '1')).toBeDefined();
    await expect(
      transact([
        `INSERT INTO music VALUE {'pk': 'tx', 'sk': '1'}`,
        `UPDATE music SET n = 30 WHERE pk = 'a' AND sk = '2'`,
        `DELETE FROM music WHERE pk = 'a' AND sk = '3' AND n = 1`,
        `EXISTS(SELECT * FROM music WHERE pk = 'none' AND sk = '1' AND n IS MISSING)`,
      ]),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
        '[DuplicateItem, None, ConditionalCheckFailed, ConditionalCheckFailed]',
    });
    expect(await stored('a', '2')).toMatchObject({ n: { N: '20' } });
    await run(`DELETE FROM music WHERE pk = 'tx' AND sk = '1'`);
  });

  it('does a transaction with a token once', async () => {
    const statements = [`UPDATE music SET n = n + 1 WHERE pk = 'a' AND sk = '1'`];
    const options = { ClientRequestToken: 'once', ReturnConsumedCapacity: 'INDEXES' } as const;
    const first = await transact(statements, options);
    const again = await transact(statements, options);
    expect((await stored('a', '1'))?.n).toEqual({ N: '2' });
    expect(first.ConsumedCapacity?.[0]).toMatchObject({ WriteCapacityUnits: 2 });
    expect(again.ConsumedCapacity?.[0]).toMatchObject({ ReadCapacityUnits: 2 });
    await expect(transact([`DELETE FROM music WHERE pk = 'a' AND sk = '1'`], options)).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  const select = `SELECT * FROM music WHERE`;
  const onlyKey =
    'Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.';

  it.each<[string[], string]>([
    [[`${select} pk = 'a' AND sk = '1' AND n = 1`], onlyKey],
    [[`${select} pk = 'a'`], onlyKey],
    [[`${select} pk = 'a' AND sk = '1' AND pk = 'b'`], onlyKey],
    [
      [`${select} pk = 'a' AND sk = '1'`, `SELECT n FROM music WHERE sk = '1' AND pk IN ['a']`],
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      [`UPDATE music SET n = 1 WHERE pk = 'a' AND sk = '1' RETURNING ALL NEW *`],
      'Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.',
    ],
    [
      [`SELECT * FROM nobody WHERE pk = 'x'`, `SELECT * FROM music."by-genre" WHERE genre = 'x'`],
      'Validation failed in TransactStatements[1]: Reads on indices are not supported within transactions.',
    ],
    [
      [`EXISTS(${select} pk = 'a' AND sk = '1')`, `UPDATE music SET n = 1 WHERE pk = 'b' AND sk = '1'`],
      'Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition',
    ],
    [
      [`EXISTS(${select} pk IN ['a'] AND sk = '1' AND n = 1)`],
      'Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition',
    ],
    [
      [`UPDATE music SET d = <<'a','a'>> WHERE pk = 'a' AND sk = '1'`],
      'Validation failed in TransactStatements[0]: One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
  ])('%j is refused', async (statements, message) => {
    await expect(transact(statements)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it.each<[string[], string[]]>([
    [
      [
        `UPDATE music SET n = 1 WHERE pk = 'a'`,
        `UPDATE music SET n = 1 WHERE pk IN ['a'] AND sk = '1'`,
        `UPDATE music SET n = 1 WHERE pk = 'a' AND sk = '1' AND pk = 'b'`,
        `UPDATE music SET n = 1 WHERE pk = 'a' AND sk = 1`,
        `UPDATE music SET n = 1 WHERE pk = 'a' AND sk = '1'`,
      ],
      ['ValidationError', 'ValidationError', 'ValidationError', 'ValidationError', 'None'],
    ],
    [
      [`UPDATE nobody SET n = 1 WHERE pk = 'a'`, `DELETE FROM music WHERE pk = 'a'`],
      ['ResourceNotFound', 'None'],
    ],
    [
      [`INSERT INTO music VALUE {'pk': 'a'}`, `DELETE FROM music WHERE sk = '1'`],
      ['ValidationError', 'ValidationError'],
    ],
    [[`SELECT * FROM music WHERE pk = 'a' AND sk = 1`], ['ValidationError']],
  ])('%j is cancelled', async (statements, codes) => {
    await expect(transact(statements)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: codes.map((Code) => expect.objectContaining({ Code })),
    });
    expect(await stored('a', '1')).toEqual(ITEMS[0]);
  });
});
