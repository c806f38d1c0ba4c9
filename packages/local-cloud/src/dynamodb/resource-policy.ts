import { AwsError } from '../aws/aws-error.ts';
import { type CompiledPolicy, compilePolicy } from '../iam/policy/compiled-policy.ts';
import { explainMalformedPolicy } from '../iam/policy/malformed-policy.ts';
import { isPublicPolicy, type Narrowing, narrowingBy } from '../iam/policy/public-policy.ts';
import { invalidParameter } from './validation-error.ts';

/** The policy of a table, which counts for its indexes too, or that of a stream. */
export interface ResourcePolicy {
  /** JSON, as it was given. */
  readonly document: string;
  /** The time of the change in milliseconds since the epoch, as text. */
  readonly revisionId: string;
}

const LONGEST = 20 * 1024;
const OF_STREAMS = new Set(['DescribeStream', 'GetRecords', 'GetShardIterator']);

/**
 * What holds a policy for everybody to somebody. Others are never taken.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html
 */
const byKey = narrowingBy(
  /^aws:(?:PrincipalAccount|PrincipalArn|PrincipalOrgID|PrincipalOrgPaths|SourceAccount|SourceArn|SourceVpc|SourceVpce|UserId|PrincipalServiceName|PrincipalServiceNamesList|Ec2InstanceSourceVpc|SourceOrgID|SourceOrgPaths)$/i,
);
const narrows: Narrowing = (condition) => byKey(condition) || isForServices(condition);

const isForServices: Narrowing = ({ operator, key, values }) =>
  operator === 'Bool' && /^aws:PrincipalIsAWSService$/i.test(key) && values.join() === 'true';

/** Compiles a policy for the table or stream with this ARN. Throws AwsError ValidationException. */
export function compileResourcePolicy(arn: string, document: string): CompiledPolicy {
  if (Buffer.byteLength(document) > LONGEST) {
    throw invalidParameter(`Invalid policy document: it has more than ${LONGEST} bytes`);
  }
  const policy = compile(arn, document);
  const wrong = [...policy.allows, ...policy.denies]
    .flatMap(({ source }) => source.actions.patterns)
    .filter((action) => !isActionOn(arn, action));
  if (wrong.length > 0) {
    const names = wrong.map((action) => `"${action}"`).join(', ');
    throw invalidParameter(`Invalid policy document: The following action names are invalid: ${names}`);
  }
  if (isPublicPolicy(policy, narrows)) {
    throw invalidParameter('Invalid policy document: it grants public access, which DynamoDB blocks');
  }
  return policy;
}

const compiled = new WeakMap<ResourcePolicy, CompiledPolicy>();

/** The policy that a table or a stream has, compiled once. */
export function compiledPolicy(arn: string, policy: ResourcePolicy): CompiledPolicy {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const fresh = compile(arn, policy.document);
  compiled.set(policy, fresh);
  return fresh;
}

function compile(arn: string, document: string): CompiledPolicy {
  try {
    return compilePolicy(document, 'resource', `resource policy of ${arn.slice(arn.lastIndexOf(':') + 1)}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(`Invalid policy document: ${explainMalformedPolicy(error)}`);
  }
}

/** Streams have actions of their own, and `ListStreams` is about no resource. */
function isActionOn(arn: string, action: string): boolean {
  if (action === '*') return true;
  const name = /^dynamodb:(.+)$/i.exec(action)?.[1];
  if (name === undefined || name === 'ListStreams') return false;
  return name.includes('*') || arn.includes('/stream/') || !OF_STREAMS.has(name);
}
