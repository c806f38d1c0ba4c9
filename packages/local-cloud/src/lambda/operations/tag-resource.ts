import { bodyMembers, invalidParameter, type LambdaOperation } from '../lambda-call.ts';
import { checkTags, taggedResource, tagsOf } from '../tags.ts';
import { noContent } from '../wire.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: LambdaOperation = async (call) => {
  const resource = taggedResource(call, 'lambda:TagResource');
  const given = tagsOf(bodyMembers(call).Tags);
  if (Object.keys(given).length === 0) throw invalidParameter('Tags must hold a tag.');
  const tags = { ...resource.tags, ...given };
  checkTags(tags);
  await resource.keep(tags);
  return noContent(204, call.request);
};
