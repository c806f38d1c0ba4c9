import { functionAnswer } from '../function-answer.ts';
import { functionArn } from '../function-record.ts';
import {
  bodyMembers,
  existingFunction,
  type LambdaOperation,
  optionalText,
  referenceOf,
} from '../lambda-call.ts';
import { withPublishedVersion } from '../publish-version.ts';
import { json } from '../wire.ts';

export const publishVersion: LambdaOperation = async (call) => {
  const reference = referenceOf(call);
  const resource = functionArn(call.account, reference.name);
  call.caller.authorize({ action: 'lambda:PublishVersion', resource });
  const description = optionalText(bodyMembers(call), 'Description');
  const { record, version } = withPublishedVersion(existingFunction(call, reference), {
    revisionId: call.newId(),
    publishedAt: call.now(),
    ...(description === undefined ? {} : { description }),
  });
  await call.functions.put(record);
  const published = record.versions[version] ?? record;
  return json(201, functionAnswer(call.account, record, version, published, version), call.request);
};
