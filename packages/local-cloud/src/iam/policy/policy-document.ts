import { malformedPolicy } from './malformed-policy.ts';
import { findResourceProblem } from './resource-pattern.ts';
import { readObject, readStatement, refuseOthers, type StatementDocument } from './statement-document.ts';

export interface PolicyDocument {
  /** Whether `${...}` means a variable: version 2012-10-17. */
  readonly variables: boolean;
  readonly statements: readonly StatementDocument[];
}

/**
 * What a policy is for:
 * - `identity`: what a user or a role may do; also boundaries and session policies.
 * - `resource`: who may do what with a resource.
 * - `trust`: who may take on a role.
 * - `authorizer`: what a Lambda authorizer answers for one request; its resources are not checked.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'authorizer';

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const DOCUMENT_KEYS = new Set(['Version', 'Id', 'Statement']);

/**
 * Reads a policy, given as JSON text or as the object. The checks come in the order in which IAM makes
 * them, with IAM's texts; the cause of the error says where the mistake is.
 * Throws AwsError `MalformedPolicyDocument`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicyDocument(input: unknown, kind: PolicyKind): PolicyDocument {
  const document = readObject(typeof input === 'string' ? parseJson(input) : input, 'the document');
  refuseOthers(document, DOCUMENT_KEYS, 'the document');
  const { Version: version, Id: id } = document;
  if (id !== undefined && typeof id !== 'string') throw malformedPolicy(SYNTAX, 'Id is not a text');
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformedPolicy(SYNTAX, 'Version is neither 2012-10-17 nor 2008-10-17');
  }
  const given = document.Statement;
  const list = Array.isArray(given) ? given : [given];
  if (list.length === 0) throw malformedPolicy(SYNTAX, 'Statement is empty');
  const drafts = list.map((statement, index) => readStatement(statement, `Statement[${index}]`));
  if (kind === 'identity' && version !== '2012-10-17') {
    throw malformedPolicy('Policy document must be version 2012-10-17 or greater.');
  }
  for (const { legacy } of drafts) {
    if (legacy !== undefined) throw malformedPolicy(LEGACY, legacy);
  }
  const statements = drafts.map(({ statement }) => statement);
  if (kind === 'identity' || kind === 'resource') refuseLegacyResources(statements);
  refuseRepeatedSids(statements);
  for (const statement of statements) checkPrincipals(statement, kind);
  if (statements.some(({ actions }) => actions.patterns.length === 0)) {
    throw malformedPolicy('Policy statement must contain actions.');
  }
  if (kind === 'identity' || kind === 'resource') checkResources(statements);
  for (const { actions } of statements) for (const action of actions.patterns) checkAction(action, kind);
  if (kind !== 'trust' && statements.some(({ resources }) => !resources?.patterns.length)) {
    throw malformedPolicy('Policy statement must contain resources.');
  }
  return { variables: version === '2012-10-17', statements };
}

function refuseLegacyResources(statements: readonly StatementDocument[]): void {
  for (const pattern of statements.flatMap(({ resources }) => resources?.patterns ?? [])) {
    if (findResourceProblem(pattern) === 'legacy') {
      throw malformedPolicy(LEGACY, `${pattern} is not a complete ARN`);
    }
  }
}

function refuseRepeatedSids(statements: readonly StatementDocument[]): void {
  const sids = statements.flatMap(({ sid }) => (sid === undefined || sid === '' ? [] : [sid]));
  if (new Set(sids).size !== sids.length) {
    throw malformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  }
}

function checkPrincipals({ principals, resources }: StatementDocument, kind: PolicyKind): void {
  if (kind === 'identity' && principals !== undefined) {
    throw malformedPolicy('Policy document should not specify a principal.');
  }
  if (kind === 'trust' && resources !== undefined) throw malformedPolicy('Has prohibited field Resource');
  if ((kind === 'trust' || kind === 'resource') && principals === undefined) {
    throw malformedPolicy('Missing required field Principal');
  }
}

function checkResources(statements: readonly StatementDocument[]): void {
  for (const pattern of statements.flatMap(({ resources }) => resources?.patterns ?? [])) {
    const problem = findResourceProblem(pattern);
    if (problem !== undefined && problem !== 'legacy') throw malformedPolicy(problem.text);
  }
}

function checkAction(action: string, kind: PolicyKind): void {
  if (kind === 'trust' && !/^sts:/i.test(action)) {
    throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (action === '*') return;
  const [vendor = '', name, ...more] = action.split(':');
  if (name === undefined) {
    throw malformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  if (more.length > 0) throw malformedPolicy('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9.-]+$/.test(vendor)) throw malformedPolicy(`Vendor ${vendor} is not valid`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedPolicy(SYNTAX, 'it is not JSON', error);
  }
}
