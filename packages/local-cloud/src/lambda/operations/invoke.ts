import { AwsError } from '../../aws/aws-error.ts';
import { functionNotFound } from '../function-name.ts';
import { functionArn } from '../function-record.ts';
import { invalidParameter, type LambdaOperation, referenceOf } from '../lambda-call.ts';
import { checkJson, checkSize, MAX_EVENT_BYTES, MAX_REQUEST_BYTES } from '../payload.ts';
import { principalArns, principalMay } from '../resource-policy.ts';
import { noContent } from '../wire.ts';

export const invoke: LambdaOperation = async (call) => {
  const { request, invoker } = call;
  const reference = referenceOf(call);
  authorizeInvoke(call, functionArn(call.account, reference.name, reference.qualifier));
  const { name, qualifier = '$LATEST' } = reference;
  if (call.functions.get(name) === undefined) throw functionNotFound(call.account, { name, qualifier });
  const version = invoker.resolve(name, reference.qualifier);
  const type = request.header('x-amz-invocation-type') ?? 'RequestResponse';
  const payload = call.body.toString();
  if (type === 'DryRun') return noContent(204, request);
  checkSize(payload, type === 'Event' ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES);
  checkJson(payload);
  if (type === 'Event') {
    await call.enqueue(request.id, reference, payload);
    return noContent(202, request);
  }
  if (type !== 'RequestResponse') {
    throw invalidParameter(`The invocation type ${JSON.stringify(type)} is not known.`);
  }
  const traceId = request.header('x-amzn-trace-id');
  const clientContext = request.header('x-amz-client-context');
  const result = await invoker.invoke(version, payload, {
    requestId: request.id,
    ...(reference.qualifier === undefined ? {} : { qualifier: reference.qualifier }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(clientContext === undefined ? {} : { clientContext }),
  });
  const tail = request.header('x-amz-log-type') === 'Tail';
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/json',
      'x-amzn-RequestId': result.requestId,
      'X-Amz-Executed-Version': version.version,
      ...(result.functionError === undefined ? {} : { 'X-Amz-Function-Error': result.functionError }),
      ...(tail ? { 'X-Amz-Log-Result': Buffer.from(result.logTail).toString('base64') } : {}),
    },
    body: result.payload,
  };
};

/** The caller's own policies, or a permission on the function that names the caller's role or user. */
function authorizeInvoke(call: Parameters<LambdaOperation>[0], resource: string): void {
  const { caller } = call;
  const { name, qualifier = '' } = referenceOf(call);
  try {
    caller.authorize({ action: 'lambda:InvokeFunction', resource });
  } catch (error) {
    const statements = call.functions.get(name)?.policies[qualifier] ?? [];
    const explicit = error instanceof AwsError && error.message.includes('explicit deny');
    if (explicit || !principalMay(statements, principalArns(caller.arn), 'lambda:InvokeFunction'))
      throw error;
  }
}
