import { LOCAL_ACCOUNT } from '../src/aws/account.ts';
import type { AwsService } from '../src/aws/aws-service.ts';
import { SYSTEM_SOURCES } from '../src/aws/sources.ts';
import { SILENT_METRICS } from '../src/cloudwatch/metric-sink.ts';
import { createDynamoDb } from '../src/dynamodb/dynamodb.ts';
import { SILENT_JOURNAL } from '../src/journal/journal.ts';
import { memoryStore } from '../src/store/memory-store.ts';
import { serveServices } from './serve-services.ts';

/**
 * Serves an empty DynamoDB to the tests of packages that know it only by its endpoint,
 * TASKYARD_TEST_DYNAMODB. One that is given already is left alone.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TASKYARD_TEST_DYNAMODB !== undefined) return undefined;
  let services: readonly AwsService[] = [];
  const served = await serveServices(() => services);
  const dynamodb = await createDynamoDb(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: SILENT_JOURNAL,
      store: memoryStore(),
      origin: served.endpoint,
    },
    SILENT_METRICS,
  );
  services = dynamodb.services;
  process.env.TASKYARD_TEST_DYNAMODB = served.endpoint;
  return async () => {
    await served.close();
    await dynamodb.close?.();
  };
}
