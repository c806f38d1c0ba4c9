import { Aws, Fn } from 'aws-cdk-lib';
import { ApiKey, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';

/**
 * How many keys the people share. A person's programs always come under the same key, so who asks for too much slows down
 * an eighth of the others at most. A key for each token would be a resource for each token.
 */
const KEYS = 8;

/**
 * The values of the keys that requests of programs are counted by. They open nothing: the authorizer names one after it has
 * judged the token, and the API takes none from a request.
 */
export const usageKeyValues: readonly string[] = Array.from({ length: KEYS }, (_, index) =>
  // The stack's own UUID makes them unique in the account, as they must be.
  Fn.join('-', [Fn.select(2, Fn.split('/', Aws.STACK_ID)), String(index)]),
);

/**
 * Limits what programs ask for, key by key; beyond it API Gateway answers 429.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function limitPrograms(scope: Construct, api: RestApi, requestsPerSecond: number): void {
  const plan = api.addUsagePlan('UsagePlan', {
    description: 'Programs with personal access tokens',
    throttle: { rateLimit: requestsPerSecond, burstLimit: 2 * requestsPerSecond },
    apiStages: [{ stage: api.deploymentStage }],
  });
  usageKeyValues.forEach((value, index) => {
    plan.addApiKey(
      new ApiKey(scope, `UsageKey${index}`, { value, description: 'Counts requests of programs' }),
    );
  });
}
