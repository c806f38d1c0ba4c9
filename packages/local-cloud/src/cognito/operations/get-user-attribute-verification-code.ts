import * as member from '../input/members.ts';
import { required, structure } from '../input/shape.ts';
import { holderOf } from '../users/access-token.ts';
import { addressNamed, sendAttributeCode } from '../users/change-attributes.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({
  AccessToken: required(member.token),
  AttributeName: required(member.attributeName),
  ClientMetadata: member.clientMetadata,
});

export const getUserAttributeVerificationCode: Operation = publicOperation(
  'GetUserAttributeVerificationCode',
  input,
  async (core, given) => {
    const { pool, client, user } = await holderOf(core, given.AccessToken);
    const attribute = addressNamed(given.AttributeName);
    return {
      CodeDeliveryDetails: await sendAttributeCode(
        core,
        pool,
        user,
        attribute,
        client.id,
        given.ClientMetadata,
      ),
    };
  },
);
