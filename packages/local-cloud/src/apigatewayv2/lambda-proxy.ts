import type { LambdaCalls } from '../apigateway/lambda-call.ts';
import { traceHeader } from '../apigateway/trace-header.ts';
import { MAX_REQUEST_BYTES } from '../lambda/payload.ts';
import { eventV1 } from './event-v1.ts';
import { eventV2 } from './event-v2.ts';
import { functionAnswer } from './function-answer.ts';
import { functionArnOf } from './function-arn.ts';
import type { LambdaIntegration } from './http-api-model.ts';
import type { HttpStageFacts, RouteIntegration } from './http-exchange.ts';
import { broken } from './http-refusal.ts';

/** `AWS_PROXY`: the function gets the request whole and its answer is the response. */
export function lambdaProxy(
  settings: LambdaIntegration,
  facts: HttpStageFacts,
  lambda: LambdaCalls,
): RouteIntegration {
  const { payloadFormat, credentials, timeoutMs } = settings;
  const functionArn = functionArnOf(settings.uri, facts.variables);

  return async (exchange) => {
    const payload = JSON.stringify(payloadFormat === '2.0' ? eventV2(exchange) : eventV1(exchange));
    if (Buffer.byteLength(payload) > MAX_REQUEST_BYTES) return tooMuchForLambda();
    const called = await lambda.call({
      functionArn,
      payload,
      credentials,
      timeoutMs,
      sourceArn: exchange.routeArn,
      traceId: traceHeader(exchange.trace),
    });
    if ('rule' in called) return called;
    if (called.functionError) {
      return broken(`function ${functionArn}`, `The function failed: ${called.summary}`);
    }
    const read = functionAnswer(called.payload, payloadFormat);
    return 'malformed' in read
      ? broken(`Lambda response, payload format ${payloadFormat}`, read.malformed, ANSWER_HINT)
      : read.answer;
  };
}

const ANSWER_HINT = 'Return { statusCode, headers, body, isBase64Encoded }; the body is a string.';

function tooMuchForLambda(): ReturnType<typeof broken> {
  return {
    type: 'REQUEST_TOO_LARGE',
    message: 'Request Entity Too Large',
    rule: 'payload size of Lambda',
    detail: `The event of this request has more than ${MAX_REQUEST_BYTES} bytes, which Lambda does not take.`,
    hint: 'A binary body grows by a third as base64: upload larger files to S3 with a presigned URL.',
  };
}
