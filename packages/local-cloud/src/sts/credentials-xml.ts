import type { XmlMembers } from '../iam/query-protocol.ts';
import type { TemporaryCredentials } from '../iam/role-credentials.ts';

/** The `Credentials` member of STS's answers. */
export function credentialsXml(credentials: TemporaryCredentials): XmlMembers {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: `${new Date(credentials.expiration).toISOString().slice(0, 19)}Z`,
  };
}
