import { AwsError } from '../aws/aws-error.ts';

/** How much of a list has been given already, as the caller carries it. */
export function pageToken(given: number): string {
  return Buffer.from(`given:${given}`).toString('base64url');
}

/** Throws AwsError `InvalidNextToken`. */
export function readPageToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const given = /^given:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (given === undefined) throw new AwsError('InvalidNextToken', 'The next token is not valid.');
  return Number(given);
}
