import { join } from 'node:path';
import { LOCAL_ACCOUNT } from '../../../local-cloud/src/aws/account.ts';
import type { Caller } from '../../../local-cloud/src/aws/aws-service.ts';
import { SYSTEM_SOURCES } from '../../../local-cloud/src/aws/sources.ts';
import { createCloudWatch } from '../../../local-cloud/src/cloudwatch/cloudwatch.ts';
import { createDynamoDb } from '../../../local-cloud/src/dynamodb/dynamodb.ts';
import { listen } from '../../../local-cloud/src/front-door/listener.ts';
import { SILENT_JOURNAL } from '../../../local-cloud/src/journal/journal.ts';
import { openLevelStore } from '../../../local-cloud/src/store/level-store.ts';

// The engine and its wire on LevelDB files, as the local cloud runs them, for a caller who may do everything:
// no peer verifies signatures, so neither does this.
const [directory = ''] = process.argv.slice(2);
const caller: Caller = {
  arn: 'arn:aws:iam::000000000000:user/bench',
  accountId: LOCAL_ACCOUNT.accountId,
  userId: 'AIDABENCH',
  authorize: () => {},
};
const store = await openLevelStore(join(directory, 'db'));
const context = {
  account: LOCAL_ACCOUNT,
  sources: SYSTEM_SOURCES,
  journal: SILENT_JOURNAL,
  origin: 'http://localhost',
};
const { sink } = await createCloudWatch({ ...context, store: store.namespace('cloudwatch') });
const { services } = await createDynamoDb({ ...context, store: store.namespace('dynamodb') }, sink);
const [service] = services;
if (service === undefined) throw new Error('DynamoDB offers no service.');
const { port } = await listen({
  port: 0,
  sources: SYSTEM_SOURCES,
  handler: async (request) => service.handle({ request, body: await request.body(), caller }),
  onFault: (_request, error) => {
    throw error;
  },
});
process.stdout.write(`port ${port}\n`);
