import type { Check } from './check.ts';
import type { Refusal } from './refusal.ts';
import { throttled } from './throttle.ts';
import type { UsagePlans } from './usage-plans.ts';

const RULE = 'API key';

/**
 * The check of methods that require an API key, and the limits of its usage plan.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function apiKeyCheck(
  source: 'HEADER' | 'AUTHORIZER',
  plans: UsagePlans,
  /** `/items/GET` */
  method: string,
): Check {
  return (exchange) => {
    const { apiId, stage } = exchange.facts;
    const value = source === 'HEADER' ? exchange.http.header('x-api-key') : exchange.usageIdentifierKey;
    if (value === undefined || value === '') {
      return forbidden(
        source === 'HEADER'
          ? 'The request has no x-api-key header.'
          : 'The authorizer gave no usageIdentifierKey.',
      );
    }
    const verdict = plans.use(value, apiId, stage, method);
    if (verdict === 'unknown') {
      return forbidden(
        `The API key is unknown, disabled, or in no usage plan of the stage ${stage}.`,
        'A key works once a usage plan has both the key and the stage.',
      );
    }
    if (verdict === 'throttled') return throttled('usage plan');
    if (verdict === 'quota used') {
      return { type: 'QUOTA_EXCEEDED', message: 'Limit Exceeded', rule: 'usage plan quota' };
    }
    exchange.apiKey = { id: verdict.key.id, value: verdict.key.value };
    return undefined;
  };
}

function forbidden(detail: string, hint?: string): Refusal {
  return {
    type: 'INVALID_API_KEY',
    message: 'Forbidden',
    rule: RULE,
    detail,
    ...(hint === undefined ? {} : { hint }),
  };
}
