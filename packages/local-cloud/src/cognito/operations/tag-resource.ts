import * as member from '../input/members.ts';
import { required, structure, textMap } from '../input/shape.ts';
import { poolByArn, withTags } from '../pools/tags.ts';
import { accountOperation, type Operation } from './operation.ts';

const input = structure({ ResourceArn: required(member.arn), Tags: required(textMap()) });

export const tagResource: Operation = accountOperation(
  'TagResource',
  input,
  async (core, given) => {
    const pool = poolByArn(core, given.ResourceArn);
    await core.pools.put(pool.id, withTags(pool, { ...pool.settings.UserPoolTags, ...given.Tags }));
    return {};
  },
  (_core, given) => given.ResourceArn,
);
