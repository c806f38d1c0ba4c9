import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoClient } from '../dynamo/dynamo-client.ts';
import { storedPageTokenKey } from '../dynamo/stored-page-token-key.ts';
import { createPageTokens, type PageTokens } from '../paging/page-tokens.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { type ApiHandler, createHandler } from './create-handler.ts';
import { environmentVariable } from './environment.ts';
import { embeddedMetrics, type RequestMetrics } from './request-metrics.ts';
import type { Route } from './route.ts';

/** What a module's operations are built on in the cloud. */
export interface ModuleTools {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly pageTokens: PageTokens;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Logger;
  readonly metrics: RequestMetrics;
}

/** The tools of a module, with its table from the environment. */
export function moduleTools(module: string): ModuleTools {
  const client = createDynamoClient();
  const table = environmentVariable('TABLE_NAME');
  return {
    client,
    table,
    pageTokens: createPageTokens(storedPageTokenKey(client, table, SYSTEM_SOURCES)),
    now: SYSTEM_SOURCES.now,
    newId: createUuidV7(SYSTEM_SOURCES),
    log: new Logger({ serviceName: module }),
    metrics: embeddedMetrics(module),
  };
}

/** The Lambda handler of a module: its operations behind the gateway. */
export function moduleHandler(
  tools: Pick<ModuleTools, 'log' | 'metrics'>,
  routes: readonly Route[],
): ApiHandler {
  return createHandler({
    routes,
    allowedOrigin: environmentVariable('ALLOWED_ORIGIN'),
    log: tools.log,
    metrics: tools.metrics,
    now: () => performance.now(),
  });
}
