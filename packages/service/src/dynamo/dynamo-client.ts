import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * The low-level client: its items need no second pass over every value, and it may keep its middleware between
 * calls. A call gives up after 3 seconds, three times within the function's own limit.
 */
export function createDynamoClient(): DynamoDBClient {
  return new DynamoDBClient({
    cacheMiddleware: true,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
}
