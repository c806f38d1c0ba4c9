import { AwsError } from '../../aws/aws-error.ts';

/** AuthParameters and ChallengeResponses: what a flow or a challenge is answered with, by name. */
export type AuthParameters = Readonly<Record<string, string>>;

/** Throws InvalidParameterException when it is missing. */
export function parameter(parameters: AuthParameters, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value !== undefined && value !== '') return value;
  throw new AwsError('InvalidParameterException', `Missing required parameter ${name}`);
}
