import * as member from '../input/members.ts';
import { structure } from '../input/shape.ts';
import { associateSoftwareToken as associate } from '../mfa/enrolment.ts';
import { type Operation, publicOperation } from './operation.ts';

const input = structure({ AccessToken: member.token, Session: member.session });

export const associateSoftwareToken: Operation = publicOperation(
  'AssociateSoftwareToken',
  input,
  async (core, given) => {
    return associate(core, given);
  },
);
