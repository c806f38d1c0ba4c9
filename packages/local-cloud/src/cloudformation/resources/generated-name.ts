import type { ResourceRequest } from '../resource-provider.ts';

/**
 * The physical name that CloudFormation gives a resource whose template names none:
 * `<stack>-<logical id>-<token>`, with the first two cut where it would be longer than `most` characters.
 */
export function generatedName(
  { stackName, logicalId, creationToken }: ResourceRequest,
  most: number,
): string {
  const room = most - creationToken.length - 2;
  const whole = stackName.length + logicalId.length <= room;
  const stackRoom = whole ? stackName.length : Math.max(Math.floor(room / 2), room - logicalId.length);
  const stack = stackName.slice(0, stackRoom);
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${creationToken}`;
}
