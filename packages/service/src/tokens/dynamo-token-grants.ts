import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { failedCondition } from '../dynamo/failed-condition.ts';
import { grantKey, grantOf, tokenKey } from './token-items.ts';
import type { TokenGrants } from './token-store.ts';

/** Looks values up in the table that `token-items.ts` tells. */
export function dynamoTokenGrants(client: DynamoDBClient, table: string): TokenGrants {
  return {
    async find(hash) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: grantKey(hash), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : grantOf(Item);
    },

    async noteUse({ owner, id }, at, before) {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: tokenKey(owner, id),
        UpdateExpression: 'SET lastUsedAt = :at',
        // A token that was revoked meanwhile must not come back as a stump.
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(lastUsedAt) OR lastUsedAt <= :before)',
        ExpressionAttributeValues: { ':at': { S: at }, ':before': { S: before } },
      });
      await client.send(command).catch(failedCondition);
    },
  };
}
