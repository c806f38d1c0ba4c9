import { AwsError } from '../../aws/aws-error.ts';
import type { XmlMembers } from '../../iam/query-protocol.ts';
import { credentialsXml } from '../credentials-xml.ts';
import { readDuration, refuseParameters } from '../parameters.ts';
import type { StsOperationCall } from '../sts.ts';

const SHORTEST = 900;
const LONGEST = 129_600;
const USUAL = 43_200;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export function getSessionToken({ context, iam, caller, parameters }: StsOperationCall): XmlMembers {
  refuseParameters(parameters, ['SerialNumber', 'TokenCode']);
  if (caller.identity.temporary) {
    throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
  }
  const seconds = readDuration(parameters, USUAL, SHORTEST, LONGEST);
  const issuedAt = context.sources.now();
  const name = caller.arn.slice(caller.arn.lastIndexOf('/') + 1);
  const credentials = iam.tokens.issue({
    holder: { type: 'user', name },
    sessionName: name,
    issuedAt,
    expiration: issuedAt + seconds * 1000,
  });
  return { Credentials: credentialsXml(credentials) };
}
