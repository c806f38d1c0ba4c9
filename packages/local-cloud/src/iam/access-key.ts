import { randomText, type Sources } from '../aws/sources.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The kinds of unique ids and how they begin.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export type IamIdPrefix = 'AKIA' | 'ASIA' | 'AROA' | 'AIDA' | 'ANPA';

/** A unique id or an access key id: 20 characters (21 on AWS for roles) that begin with the kind. */
export function newIamId(sources: Sources, prefix: IamIdPrefix): string {
  const length = prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17;
  return prefix + randomText(sources, length, BASE32);
}

/** 40 characters, as secret access keys have. */
export function newSecretAccessKey(sources: Sources): string {
  return sources.bytes(30).toString('base64');
}
