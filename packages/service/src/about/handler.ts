import { Logger } from '@aws-lambda-powertools/logger';
import type { ApiHandler } from '../api/create-handler.ts';
import { environmentVariable } from '../api/environment.ts';
import { moduleHandler } from '../api/module-handler.ts';
import { embeddedMetrics } from '../api/request-metrics.ts';
import { aboutRoutes } from './about-routes.ts';

const MODULE = 'about';

/** The function of the module `about`. It keeps nothing and may do nothing. */
export const handler: ApiHandler = moduleHandler(
  { log: new Logger({ serviceName: MODULE }), metrics: embeddedMetrics(MODULE) },
  aboutRoutes({
    addresses: {
      serverUrl: environmentVariable('PEOPLE_URL'),
      automationUrl: environmentVariable('AUTOMATION_URL'),
      signInUrl: environmentVariable('SIGN_IN_URL'),
    },
  }),
);
