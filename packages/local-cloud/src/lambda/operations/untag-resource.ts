import { validationError } from '../function-name.ts';
import type { LambdaOperation } from '../lambda-call.ts';
import { taggedResource } from '../tags.ts';
import { noContent } from '../wire.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: LambdaOperation = async (call) => {
  const resource = taggedResource(call, 'lambda:UntagResource');
  const keys = new Set(call.request.query.getAll('tagKeys'));
  if (keys.size === 0) throw validationError('tagKeys', '', 'Member must not be null');
  await resource.keep(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !keys.has(key))));
  return noContent(204, call.request);
};
