import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Where and how an API's stage writes one JSON line a request. It has no token and no query in it. */
export interface AccessLog {
  readonly accessLogDestination: LogGroupLogDestination;
  readonly accessLogFormat: AccessLogFormat;
}

/** Where an API's authorizer leaves who called. */
export type Caller = 'claims.sub' | 'sub';

export function createAccessLog(scope: Construct, id: string, caller: Caller): AccessLog {
  const group = new LogGroup(scope, id, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return {
    accessLogDestination: new LogGroupLogDestination(group),
    accessLogFormat: AccessLogFormat.custom(
      JSON.stringify({
        time: '$context.requestTime',
        requestId: '$context.requestId',
        ip: '$context.identity.sourceIp',
        owner: `$context.authorizer.${caller}`,
        method: '$context.httpMethod',
        resource: '$context.resourcePath',
        path: '$context.path',
        status: '$context.status',
        bytes: '$context.responseLength',
        latencyMs: '$context.responseLatency',
        integrationLatencyMs: '$context.integrationLatency',
        errorType: '$context.error.responseType',
      }),
    ),
  };
}
