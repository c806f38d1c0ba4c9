import type { Exchange, StageFacts } from './exchange.ts';
import type { Integration } from './integration.ts';
import { functionOf, type LambdaCalls } from './lambda-call.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { integrationFailure, internalServerError } from './refusal.ts';
import type { IntegrationSettings } from './rest-api-model.ts';
import { traceHeader } from './trace-header.ts';

/** `AWS_PROXY`: the function gets the request whole and its answer is the response. */
export function lambdaProxyIntegration(
  settings: IntegrationSettings,
  facts: StageFacts,
  lambda: LambdaCalls,
): Integration {
  const functionArn = functionOf(settings.uri ?? '', facts.variables);
  const posts = (settings.integrationHttpMethod ?? 'POST').toUpperCase() === 'POST';

  return async (exchange) => {
    if (!posts) {
      return internalServerError(
        500,
        'AWS_PROXY integration',
        `The integration calls Lambda with ${settings.integrationHttpMethod}.`,
        'Set IntegrationHttpMethod to POST: Lambda is always invoked with POST.',
      );
    }
    const called = await lambda.call({
      functionArn,
      payload: proxyEvent(exchange),
      credentials: settings.credentials,
      timeoutMs: settings.timeoutMs,
      sourceArn: exchange.arnOf(exchange.routed?.resourcePath ?? exchange.path),
      traceId: traceHeader(exchange.trace),
    });
    if ('rule' in called) return called;
    if (called.functionError) {
      return integrationFailure(`function ${functionArn}`, `The function failed: ${called.summary}`);
    }
    const read = proxyAnswer(called.payload, exchange);
    if ('malformed' in read) {
      return internalServerError(
        502,
        'Lambda proxy response format',
        read.malformed,
        'Return { statusCode, headers, multiValueHeaders, body, isBase64Encoded } and nothing else; body is a string.',
      );
    }
    return { ...read.answer, headers: { ...gatewayHeaders(exchange), ...read.answer.headers } };
  };
}

/** The headers of an answer that a function gave. */
export function gatewayHeaders(exchange: Exchange): Record<string, string> {
  return {
    'x-amzn-RequestId': exchange.http.id,
    'x-amz-apigw-id': exchange.extendedRequestId,
    'X-Amzn-Trace-Id': traceHeader(exchange.trace),
  };
}
