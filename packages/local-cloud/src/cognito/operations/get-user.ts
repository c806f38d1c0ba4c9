import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { readableAttributes } from '../tokens/readable-attributes.ts';
import { holderOf } from '../users/access-token.ts';
import { attributeList, mfaSettings } from '../users/descriptions.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({ AccessToken: required(member.token) });

export const getUser: Operation = publicOperation('GetUser', input, async (core, given) => {
  const { client, user } = await holderOf(core, given.AccessToken);
  return {
    Username: user.username,
    UserAttributes: attributeList(readableAttributes(client, user), user.sub),
    ...mfaSettings(user),
  };
});
