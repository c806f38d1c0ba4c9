import type { LambdaOperation } from '../lambda-call.ts';
import { taggedResource } from '../tags.ts';
import { json } from '../wire.ts';

export const listTags: LambdaOperation = async (call) => {
  const { tags } = taggedResource(call, 'lambda:ListTags');
  return json(200, { Tags: tags }, call.request);
};
