import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { requireWritable } from '../users/attribute-rights.ts';
import { changeAttributes } from '../users/change-attributes.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  AccessToken: required(member.token),
  UserAttributes: required(member.attributes),
  ClientMetadata: member.clientMetadata,
});

export const updateUserAttributes: Operation = publicOperation(
  'UpdateUserAttributes',
  input,
  async (core, given) => {
    const { pool, client, user } = await holderOf(core, given.AccessToken);
    const attributes = member.byName(given.UserAttributes);
    requireWritable(client, Object.keys(attributes));
    const deliveries = await changeAttributes(core, pool, user.sub, {
      attributes,
      clientId: client.id,
      ...(given.ClientMetadata ? { clientMetadata: given.ClientMetadata } : {}),
    });
    return { CodeDeliveryDetailsList: deliveries };
  },
);
