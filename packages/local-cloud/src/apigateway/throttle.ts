import type { Refusal } from './refusal.ts';
import type { MethodSetting, Throttle } from './rest-api-model.ts';
import { TokenBucket } from './token-bucket.ts';

/** What a limit of requests asks for; undefined when nothing is limited. */
export function bucketFor({ rateLimit, burstLimit }: Throttle, now: () => number): TokenBucket | undefined {
  // API Gateway writes -1 where throttling is turned off.
  if (rateLimit === undefined || rateLimit < 0) {
    return burstLimit === undefined || burstLimit < 0
      ? undefined
      : new TokenBucket(Number.MAX_SAFE_INTEGER, burstLimit, now);
  }
  const burst = burstLimit === undefined || burstLimit < 0 ? Math.max(1, Math.ceil(rateLimit)) : burstLimit;
  return new TokenBucket(rateLimit, burst, now);
}

/** The limit that a stage sets for one method. */
export function methodThrottle(
  setting: Throttle,
  route: string,
  now: () => number,
): (() => Refusal | undefined)[] {
  const bucket = bucketFor(setting, now);
  if (bucket === undefined) return [];
  return [() => (bucket.take() ? undefined : throttled(`throttling of ${route} by its stage`))];
}

export function throttled(rule: string): Refusal {
  return {
    type: 'THROTTLED',
    message: 'Too Many Requests',
    rule,
    detail: 'More requests came than the rate and the burst allow.',
  };
}

/** The settings of one method: the most particular that gives a value wins. */
export function settingsOf(
  settings: readonly MethodSetting[],
  resourcePath: string,
  httpMethod: string,
): Omit<MethodSetting, 'resourcePath' | 'httpMethod'> {
  const matching = settings
    .filter((one) => one.resourcePath === '/*' || one.resourcePath === resourcePath)
    .filter((one) => one.httpMethod === '*' || one.httpMethod === httpMethod)
    .sort((left, right) => particular(left) - particular(right));
  const merged = {
    loggingLevel: 'OFF' as MethodSetting['loggingLevel'],
    dataTraceEnabled: false,
    rateLimit: undefined as number | undefined,
    burstLimit: undefined as number | undefined,
  };
  for (const one of matching) {
    if (one.loggingLevel !== 'OFF') merged.loggingLevel = one.loggingLevel;
    if (one.dataTraceEnabled) merged.dataTraceEnabled = true;
    merged.rateLimit = one.rateLimit ?? merged.rateLimit;
    merged.burstLimit = one.burstLimit ?? merged.burstLimit;
  }
  return merged;
}

function particular({ resourcePath, httpMethod }: MethodSetting): number {
  return (resourcePath === '/*' ? 0 : 2) + (httpMethod === '*' ? 0 : 1);
}
