import { AwsError } from '../../aws/aws-error.ts';
import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { withoutTags } from '../tags.ts';

/**
 * Without tags in the request, all that a resource has are removed.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
 */
export const deleteTags: Ec2Operation = async ({ account, networks, input, permit }) => {
  const ids = input.list('ResourceId');
  const tags = input.tagList();
  input.end();
  if (ids.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter resourceIdSet');
  }
  const keys = tags.map(([key]) => key);
  const asked = keys.length === 0 ? {} : { 'aws:TagKeys': keys };
  permit(...ids.map((id) => onResource(account, networks, 'vpc', id, asked)));
  await networks.changeTags(ids, (before) => (tags.length === 0 ? {} : withoutTags(before, tags)));
  return { return: true };
};
