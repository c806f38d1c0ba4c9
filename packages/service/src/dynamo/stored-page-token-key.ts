import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { PageTokenKey } from '../paging/page-tokens.ts';
import type { Sources } from '../sources.ts';

const KEY_BYTES = 32;
const itemKey = { pk: { S: 'settings' }, sk: { S: 'page-token-key' } };

/**
 * The key for page tokens, kept in the module's own table (partition `settings`, which is nobody's `sub`). The first
 * function that needs it makes it. Whoever can read it can read every task already, so the table is as safe a
 * place as the tokens need.
 */
export function storedPageTokenKey(client: DynamoDBClient, table: string, sources: Sources): PageTokenKey {
  let known: Promise<Buffer> | undefined;
  const read = async (): Promise<Buffer | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: itemKey, ConsistentRead: true }),
    );
    return Item?.secret?.B === undefined ? undefined : Buffer.from(Item.secret.B);
  };
  const make = async (): Promise<Buffer> => {
    const secret = sources.bytes(KEY_BYTES);
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...itemKey, secret: { B: secret } },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return secret;
    } catch (error) {
      const winner = error instanceof ConditionalCheckFailedException ? await read() : undefined;
      if (winner === undefined) throw error;
      return winner;
    }
  };
  return () => {
    known ??= read().then((found) => found ?? make());
    // A failure must not stay: the next call tries again.
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
}
