import { functionAnswer } from '../function-answer.ts';
import { functionArn } from '../function-record.ts';
import { functionConfiguration } from '../function-settings.ts';
import {
  bodyMembers,
  existingFunction,
  invalidParameter,
  type LambdaOperation,
  referenceOf,
} from '../lambda-call.ts';
import { json } from '../wire.ts';

const KNOWN: ReadonlySet<string> = new Set([
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'RevisionId',
  'Role',
  'Runtime',
  'Timeout',
  'TracingConfig',
]);

export const updateFunctionConfiguration: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  call.caller.authorize({
    action: 'lambda:UpdateFunctionConfiguration',
    resource: functionArn(call.account, reference.name),
  });
  const before = existingFunction(call, reference);
  const settings = bodyMembers(call);
  const unknown = Object.keys(settings).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw invalidParameter(`${unknown} is not supported in an update.`);
  const configuration = functionConfiguration(call.account, before.name, settings, before.code, before);
  const { deadLetterTarget, ...kept } = before;
  const record = {
    ...kept,
    // Left out, it stays; given without a target, it goes.
    ...(deadLetterTarget === undefined || settings.DeadLetterConfig !== undefined
      ? {}
      : { deadLetterTarget }),
    ...configuration,
    revisionId: call.newId(),
    lastModified: call.now(),
  };
  await call.code.taskRoot(record);
  await call.functions.put(record);
  return json(200, functionAnswer(call.account, record, '$LATEST', record), call.request);
};
