import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { textAttribute } from '../dynamo/attributes.ts';
import { failedCondition } from '../dynamo/failed-condition.ts';
import { insertItem } from '../idempotency/insert-item.ts';
import { replayedOutcome } from '../idempotency/replayed-outcome.ts';
import { sliceOf } from '../paging/slice.ts';
import {
  leaseAttributes,
  NETWORK_PREFIX,
  NETWORKS,
  networkItem,
  networkKey,
  networkOf,
} from './network-item.ts';
import type { LeaseOutcome, LeaseRequest, NetworkStore } from './network-store.ts';

/** Keeps networks in a DynamoDB table of the form that `network-item.ts` tells. Each method is one call. */
export function dynamoNetworkStore(client: DynamoDBClient, table: string): NetworkStore {
  const settled = async (call: Promise<unknown>): Promise<{ readonly outcome: 'settled' | 'lost' }> => {
    try {
      await call;
      return { outcome: 'settled' };
    } catch (error) {
      failedCondition(error);
      return { outcome: 'lost' };
    }
  };
  const ours = (token: string) => ({
    ConditionExpression: 'lease = :lease',
    ExpressionAttributeValues: { ':lease': { S: token } },
  });

  return {
    async insert(network, lease, claim) {
      const inserted = await insertItem(client, {
        table,
        item: { ...networkItem(network), ...leaseAttributes(lease) },
        owner: network.createdBy,
        claim,
        made: { id: { S: network.id } },
      });
      return replayedOutcome(inserted, (made) => textAttribute(made, 'id'));
    },

    async get(id) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: networkKey(id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : networkOf(Item);
    },

    async list({ after, limit }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :networks AND begins_with(sk, :network)',
          ExpressionAttributeValues: { ':networks': { S: NETWORKS }, ':network': { S: NETWORK_PREFIX } },
          ScanIndexForward: false,
          // One more than asked, to know whether there is a next page without a Query that finds nothing.
          Limit: limit + 1,
          ...(after === undefined ? {} : { ExclusiveStartKey: networkKey(after) }),
        }),
      );
      return sliceOf(Items.map(networkOf), limit, Items.length > limit || LastEvaluatedKey !== undefined);
    },

    lease: (request) => lease(client, table, request),

    settle: (network, { token }) =>
      settled(
        client.send(new PutItemCommand({ TableName: table, Item: networkItem(network), ...ours(token) })),
      ),

    remove: (id, { token }) =>
      settled(client.send(new DeleteItemCommand({ TableName: table, Key: networkKey(id), ...ours(token) }))),
  };
}

async function lease(client: DynamoDBClient, table: string, request: LeaseRequest): Promise<LeaseOutcome> {
  const { id, from, to, now, lease: wanted } = request;
  const states = from.map((state, index) => [`:from${index}`, { S: state }] as const);
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: networkKey(id),
        UpdateExpression: 'SET #state = :to, lease = :lease, leasedUntil = :until',
        ConditionExpression: `#state IN (${states.map(([name]) => name).join(', ')}) AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :now)`,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...Object.fromEntries(states),
          ':to': { S: to },
          ':lease': { S: wanted.token },
          ':until': { N: String(wanted.until) },
          ':now': { N: String(now) },
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    if (Attributes === undefined) throw new Error('UpdateItem gave no attributes back');
    return { outcome: 'leased', network: networkOf(Attributes) };
  } catch (error) {
    const { item } = failedCondition(error);
    return item === undefined ? { outcome: 'missing' } : { outcome: 'refused', network: networkOf(item) };
  }
}
