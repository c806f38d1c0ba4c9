import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { poolByArn } from '../pools/tags.ts';
import { accountOperation, type Operation } from './operation.ts';

const input = structure({ ResourceArn: required(member.arn) });

export const listTagsForResource: Operation = accountOperation(
  'ListTagsForResource',
  input,
  async (core, given) => {
    return { Tags: poolByArn(core, given.ResourceArn).settings.UserPoolTags };
  },
  (_core, given) => given.ResourceArn,
);
