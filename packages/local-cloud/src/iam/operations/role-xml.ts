import type { XmlMembers } from '../query-protocol.ts';
import type { RoleRecord } from '../role-directory.ts';
import { encodedDocument, timestamp } from './operation.ts';

/** A role as IAM's answers show it. Lists leave the tags and the boundary out. */
export function roleXml(record: RoleRecord, detail: 'whole' | 'listed'): XmlMembers {
  const tags = Object.entries(record.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    Path: record.path,
    RoleName: record.name,
    RoleId: record.id,
    Arn: record.arn,
    CreateDate: timestamp(record.createdAt),
    AssumeRolePolicyDocument: encodedDocument(record.trustPolicy),
    Description: record.description === '' ? undefined : record.description,
    MaxSessionDuration: record.maxSessionDuration,
    ...(detail === 'listed'
      ? {}
      : {
          PermissionsBoundary:
            record.boundary === undefined
              ? undefined
              : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: record.boundary },
          Tags: tags.length === 0 ? undefined : tags,
          RoleLastUsed: {},
        }),
  };
}
