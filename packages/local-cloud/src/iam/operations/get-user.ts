import { globalArn } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { IamOperation } from './operation.ts';

const ADMINISTRATOR = 'administrator';

/** There is one user. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const getUser: IamOperation = ({ context, administrator, caller, parameters }) => {
  const name = parameters.get('UserName') ?? ADMINISTRATOR;
  const arn = globalArn(context.account, 'iam', `user/${name}`);
  caller.authorize({ action: 'iam:GetUser', resource: arn });
  if (name !== ADMINISTRATOR) {
    throw new AwsError('NoSuchEntity', `The user with name ${name} cannot be found.`, 404);
  }
  return {
    User: {
      Path: '/',
      UserName: name,
      UserId: administrator.userId,
      Arn: arn,
      CreateDate: '1970-01-01T00:00:00Z',
    },
  };
};
