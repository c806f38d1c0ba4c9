import { Logger } from '@aws-lambda-powertools/logger';
import { environmentVariable } from '../api/environment.ts';
import { createDynamoClient } from '../dynamo/dynamo-client.ts';
import { SYSTEM_SOURCES } from '../sources.ts';
import { dynamoTokenGrants } from '../tokens/dynamo-token-grants.ts';
import { type TokenAuthorizer, tokenAuthorizer } from './authorize-token.ts';

/** The authorizer of the automation API. */
export const handler: TokenAuthorizer = tokenAuthorizer({
  grants: dynamoTokenGrants(createDynamoClient(), environmentVariable('TABLE_NAME')),
  usageKeys: environmentVariable('USAGE_KEYS').split(','),
  now: SYSTEM_SOURCES.now,
  log: new Logger({ serviceName: 'token-authorizer' }),
});
