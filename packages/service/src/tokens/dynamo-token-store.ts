import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { textAttribute } from '../dynamo/attributes.ts';
import { sliceOf } from '../paging/slice.ts';
import { grantItem, grantKey, TOKEN_ITEM_PREFIX, tokenItem, tokenKey, tokenOf } from './token-items.ts';
import type { TokenStore } from './token-store.ts';

/** Keeps tokens in a DynamoDB table of the form that `token-items.ts` tells. */
export function dynamoTokenStore(client: DynamoDBClient, table: string): TokenStore {
  return {
    async insert(token) {
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: [tokenItem(token), grantItem(token)].map((Item) => ({
            Put: { TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' },
          })),
        }),
      );
    },

    async list(owner, { after, limit }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :owner AND begins_with(sk, :token)',
          ExpressionAttributeValues: { ':owner': { S: owner }, ':token': { S: TOKEN_ITEM_PREFIX } },
          ScanIndexForward: false,
          // One more than asked, to know whether there is a next page without a Query that finds nothing.
          Limit: limit + 1,
          ...(after === undefined ? {} : { ExclusiveStartKey: tokenKey(owner, after) }),
        }),
      );
      return sliceOf(Items.map(tokenOf), limit, Items.length > limit || LastEvaluatedKey !== undefined);
    },

    async delete(owner, id) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: tokenKey(owner, id), ConsistentRead: true }),
      );
      if (Item === undefined) return { outcome: 'missing' };
      const command = new TransactWriteItemsCommand({
        TransactItems: [
          {
            Delete: {
              TableName: table,
              Key: tokenKey(owner, id),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
          { Delete: { TableName: table, Key: grantKey(textAttribute(Item, 'hash')) } },
        ],
      });
      try {
        await client.send(command);
        return { outcome: 'deleted' };
      } catch (error) {
        const [first] =
          error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
        if (first?.Code === 'ConditionalCheckFailed') return { outcome: 'missing' };
        throw error;
      }
    },
  };
}
