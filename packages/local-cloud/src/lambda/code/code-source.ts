import { AwsError } from '../../aws/aws-error.ts';
import type { CodeLocation } from '../function-record.ts';
import { bodyMembers, invalidParameter, type LambdaCall, optionalText } from '../lambda-call.ts';

/** Members that name code which is not emulated. */
const REFUSED = ['ImageUri', 'SourceKMSKeyArn'];

/**
 * The code that a call gives: a .zip file in base64, or an object of S3 that the caller may read.
 * Throws AwsError when there is none, or more than one.
 */
export async function givenCode(
  call: LambdaCall,
  members: Readonly<Record<string, unknown>> = bodyMembers(call),
): Promise<CodeLocation> {
  const refused = REFUSED.find((name) => (members[name] ?? undefined) !== undefined);
  if (refused !== undefined) throw invalidParameter(`${refused} is not supported.`);
  const archive = optionalText(members, 'ZipFile');
  const bucket = optionalText(members, 'S3Bucket');
  const key = optionalText(members, 'S3Key');
  if (archive !== undefined) {
    if (bucket !== undefined || key !== undefined) {
      throw invalidParameter('Please do not provide other FunctionCode parameters when providing a ZipFile.');
    }
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(archive)) {
      throw new AwsError('SerializationException', 'ZipFile is not base64.');
    }
    return call.code.upload(Buffer.from(archive, 'base64'));
  }
  if (bucket === undefined || key === undefined) {
    throw invalidParameter('Please provide a source for function code.');
  }
  const version = optionalText(members, 'S3ObjectVersion');
  const action = version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  call.caller.authorize({ action, resource: `arn:${call.account.partition}:s3:::${bucket}/${key}` });
  return call.code.locate(bucket, key, version);
}
