import { AwsError } from '../../aws/aws-error.ts';
import { onResource, requestTagKeys } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { checkTags, mergeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export const createTags: Ec2Operation = async ({ account, networks, input, permit }) => {
  const ids = input.list('ResourceId');
  const tags = checkTags(input.tagList());
  input.end();
  if (ids.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter resourceIdSet');
  }
  if (Object.keys(tags).length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter tagSet');
  }
  permit(...ids.map((id) => onResource(account, networks, 'vpc', id, requestTagKeys(tags))));
  await networks.changeTags(ids, (before) => mergeTags(before, tags));
  return { return: true };
};
