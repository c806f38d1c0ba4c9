import { givenCode } from '../code/code-source.ts';
import { codeDigest } from '../code/code-store.ts';
import { functionAnswer } from '../function-answer.ts';
import { type FunctionRecord, functionArn } from '../function-record.ts';
import {
  bodyMembers,
  checkRevision,
  existingFunction,
  invalidParameter,
  type LambdaOperation,
  optionalText,
  referenceOf,
} from '../lambda-call.ts';
import { withPublishedVersion } from '../publish-version.ts';
import { json } from '../wire.ts';

/**
 * Puts other code in the place of `$LATEST`'s; requests under way end on the old one.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 */
export const updateFunctionCode: LambdaOperation = async (call) => {
  const { account, functions } = call;
  const reference = referenceOf(call);
  const resource = functionArn(account, reference.name);
  call.caller.authorize({ action: 'lambda:UpdateFunctionCode', resource });
  const members = bodyMembers(call);
  const revisionId = optionalText(members, 'RevisionId');
  checkRevision(existingFunction(call, reference), revisionId);
  const code = await givenCode(call, members);
  const { Architectures: architectures } = members;
  if (architectures !== undefined && !Array.isArray(architectures)) {
    throw invalidParameter('Architectures must be a list.');
  }
  const change = {
    code,
    codeSha256: codeDigest(code),
    ...(architectures === undefined ? {} : { architectures: architectures.map(String) }),
  };
  await call.code.taskRoot({ ...existingFunction(call, reference), ...change });
  // As it is now: unpacking took its time.
  const before = existingFunction(call, reference);
  checkRevision(before, revisionId);
  const record: FunctionRecord = {
    ...before,
    ...change,
    revisionId: call.newId(),
    lastModified: call.now(),
  };
  if (members.DryRun === true) {
    return json(200, functionAnswer(account, record, '$LATEST', record), call.request);
  }
  if (members.Publish !== true) {
    await functions.put(record);
    return json(200, functionAnswer(account, record, '$LATEST', record), call.request);
  }
  const published = withPublishedVersion(record, { revisionId: call.newId(), publishedAt: call.now() });
  await functions.put(published.record);
  return json(
    200,
    functionAnswer(account, published.record, published.version, record, published.version),
    call.request,
  );
};
