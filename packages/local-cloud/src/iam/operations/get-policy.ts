import type { XmlMembers } from '../query-protocol.ts';
import { askedPolicy } from './asked-policy.ts';
import { type IamOperation, timestamp } from './operation.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: IamOperation = (call) => {
  const { arn, name, record } = askedPolicy(call, 'iam:GetPolicy');
  const holders = call.directory.roles().filter((role) => role.record.attached.includes(arn)).length;
  const bounded = call.directory.roles().filter((role) => role.record.boundary === arn).length;
  const own: XmlMembers =
    record === undefined
      ? {}
      : {
          PolicyId: record.id,
          Description: record.description === '' ? undefined : record.description,
          CreateDate: timestamp(record.createdAt),
          UpdateDate: timestamp(record.updatedAt),
        };
  return {
    Policy: {
      PolicyName: name,
      Arn: arn,
      Path: arn.slice(arn.indexOf(':policy/') + ':policy'.length, -name.length),
      DefaultVersionId: 'v1',
      AttachmentCount: holders,
      PermissionsBoundaryUsageCount: bounded,
      IsAttachable: true,
      ...own,
    },
  };
};
