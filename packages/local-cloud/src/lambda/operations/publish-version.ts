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
 * Gives the last version again while neither code nor configuration have changed since.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export const publishVersion: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:PublishVersion', resource });
  const members = bodyMembers(call);
  const description = optionalText(members, 'Description');
  const before = existingFunction(call, reference);
  checkRevision(before, optionalText(members, 'RevisionId'));
  checkCode(before, optionalText(members, 'CodeSha256'));
  const { record, version } = withPublishedVersion(before, {
    revisionId: call.newId(),
    publishedAt: call.now(),
    ...(description === undefined ? {} : { description }),
  });
  await call.functions.put(record);
  const published = record.versions[version] ?? record;
  return json(201, functionAnswer(call.account, record, version, published, version), call.request);
};

function checkCode({ codeSha256 }: FunctionRecord, expected: string | undefined): void {
  if (expected === undefined || expected === codeSha256) return;
  throw invalidParameter(
    `CodeSHA256 (${expected}) is different from current CodeSHA256 in $LATEST (${codeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}
