import type { Account } from '../aws/account.ts';

const LAYER = /^arn:[^:]+:lambda:[^:]*:(\d{12}):layer:([^:]+)/;
/** Extensions that only watch: what they would tell CloudWatch or X-Ray is not told. */
const WATCHERS = /^(?:LambdaInsightsExtension|aws-otel-|AWSOpenTelemetryDistro)/;

/** Whether the layer belongs to another account, so that nothing of it is here. */
export function isForeignLayer(account: Account, arn: string): boolean {
  const owner = LAYER.exec(arn)?.[1];
  return owner !== undefined && owner !== account.accountId;
}

/** Whether a function does the same without the layer. */
export function isWatcher(arn: string): boolean {
  return WATCHERS.test(LAYER.exec(arn)?.[2] ?? '');
}
