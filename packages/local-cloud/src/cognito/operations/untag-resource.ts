import * as member from '../input/members.ts';
import { list, required, structure, text } from '../input/shape.ts';
import { without } from '../model/user.ts';
import { poolByArn, withTags } from '../pools/tags.ts';
import { accountOperation, type Operation } from './operation.ts';

const input = structure({
  ResourceArn: required(member.arn),
  TagKeys: required(list(text({ min: 1, max: 128 }))),
});

export const untagResource: Operation = accountOperation(
  'UntagResource',
  input,
  async (core, given) => {
    const pool = poolByArn(core, given.ResourceArn);
    await core.pools.put(pool.id, withTags(pool, without(pool.settings.UserPoolTags, given.TagKeys)));
    return {};
  },
  (_core, given) => given.ResourceArn,
);
