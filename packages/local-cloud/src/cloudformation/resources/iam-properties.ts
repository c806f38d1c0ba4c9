import { AwsError } from '../../aws/aws-error.ts';
import { awsManagedPolicy, isAwsManagedArn } from '../../iam/aws-managed-policies.ts';
import { explainMalformedPolicy } from '../../iam/policy/malformed-policy.ts';
import {
  type Json,
  type JsonObject,
  type ResourceRequest,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import { numeric, text } from './property-values.ts';

/** Refuses what is of AWS's own policies and not known here, by its name. */
export function checkManagedPolicyArns(path: string, value: Json | undefined): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const arn of list) {
    if (typeof arn === 'string' && isAwsManagedArn(arn) && awsManagedPolicy(arn) === undefined) {
      throw new UnsupportedPropertyError(path, `the AWS managed policy ${arn} is not known here.`);
    }
  }
}

/** The name that CloudFormation makes up: stack, logical id and something unique, at most 64 characters. */
export function generatedName({ stackName, logicalId, creationToken }: ResourceRequest): string {
  const room = 64 - creationToken.length - 2;
  const stack = stackName.slice(0, Math.max(room - logicalId.length, Math.floor(room / 2)));
  return `${stack}-${logicalId.slice(0, room - stack.length)}-${creationToken}`;
}

/** A name of IAM's: at most `most` characters of a few kinds. Throws AwsError `ValidationError`. */
export function readName(properties: JsonObject, property: string, most: number): string | undefined {
  const name = text(properties, property);
  if (name === undefined || (name.length <= most && /^[\w+=,.@-]+$/.test(name))) return name;
  throw invalid(
    `The specified value for ${property} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- and have at most ${most} characters.`,
  );
}

/** As `readName`, for a name that must be given. */
export function requireName(properties: JsonObject, property: string, most: number): string {
  const name = readName(properties, property, most);
  if (name === undefined) throw invalid(`${property} is required.`);
  return name;
}

/** A number within the bounds. Throws AwsError `ValidationError`. */
export function readNumber(
  properties: JsonObject,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const number = numeric(properties, name);
  if (number === undefined || (number >= least && number <= most)) return number;
  throw invalid(`${name} must be a number from ${least} to ${most}.`);
}

/** `/` where no path is given. */
export function readPath(properties: JsonObject): string {
  const path = text(properties, 'Path') ?? '/';
  if (/^\/([\x21-\x7e]{0,510}\/)?$/.test(path)) return path;
  throw invalid('Path must begin and end with a slash.');
}

export function readTags(properties: JsonObject): Readonly<Record<string, string>> {
  const tags = properties.Tags;
  if (!Array.isArray(tags)) return {};
  return Object.fromEntries(tags.map((tag: JsonObject) => [text(tag, 'Key') ?? '', String(tag.Value ?? '')]));
}

/** Runs `work`; an error about a policy's form gets the place of the mistake added to IAM's text. */
export async function withMalformedPolicyExplained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'MalformedPolicyDocument') throw error;
    throw new AwsError(error.code, explainMalformedPolicy(error), error.status, error.members, {
      cause: error,
    });
  }
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
