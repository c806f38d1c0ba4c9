import { compileCondition } from './condition.ts';
import { malformedPolicy } from './malformed-policy.ts';
import { findResourceProblem } from './resource-pattern.ts';

/** `Action` or `NotAction`, `Resource` or `NotResource`: the patterns and which of the two it is. */
export interface PatternList {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/** `Principal` or `NotPrincipal`: entries by kind; `*` alone is `{ AWS: ['*'] }`. */
export interface PrincipalList {
  readonly not: boolean;
  readonly entries: readonly (readonly [kind: PrincipalKind, value: string])[];
}

export type PrincipalKind = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface ConditionEntry {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface StatementDocument {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: PatternList;
  /** Absent in a trust policy. */
  readonly resources: PatternList | undefined;
  /** Absent in an identity policy. */
  readonly principals: PrincipalList | undefined;
  readonly conditions: readonly ConditionEntry[];
}

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
const EFFECTS = ['allow', 'deny'] as const;
const DOCUMENT_KEYS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_KEYS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

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

interface StatementDraft {
  readonly statement: StatementDocument;
  /** What IAM's oldest parser does not take: where, in a few words. */
  readonly legacy: string | undefined;
}

function readStatement(input: unknown, path: string): StatementDraft {
  const statement = readObject(input, path);
  refuseOthers(statement, STATEMENT_KEYS, path);
  const { Sid: sid, Effect: effect } = statement;
  if (sid !== undefined && typeof sid !== 'string')
    throw malformedPolicy(SYNTAX, `${path}.Sid is not a text`);
  const known = EFFECTS.find((name) => typeof effect === 'string' && name === effect.toLowerCase());
  if (known === undefined) throw malformedPolicy(SYNTAX, `${path}.Effect is neither Allow nor Deny`);
  const conditions = readConditions(statement.Condition, `${path}.Condition`);
  return {
    statement: {
      sid,
      effect: known === 'allow' ? 'Allow' : 'Deny',
      actions: readPatterns(statement, 'Action', path) ?? { not: false, patterns: [] },
      resources: readPatterns(statement, 'Resource', path),
      principals: readPrincipals(statement, path),
      conditions,
    },
    legacy:
      effect === 'Allow' || effect === 'Deny'
        ? findBadDate(conditions, path)
        : `${path}.Effect is written in another case than Allow or Deny`,
  };
}

/** Refuses what no operator takes; a value that is not a date is for a later stage to refuse. */
function findBadDate(conditions: readonly ConditionEntry[], path: string): string | undefined {
  for (const entry of conditions) {
    try {
      compileCondition(entry, true);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (entry.operator.includes('Date')) return `${path}.Condition: ${error.message}`;
      throw malformedPolicy(SYNTAX, `${path}.Condition: ${error.message}`);
    }
  }
  return undefined;
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

function readPatterns(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  path: string,
): PatternList | undefined {
  const plain = statement[name];
  const negated = statement[`Not${name}`];
  if (plain !== undefined && negated !== undefined) {
    throw malformedPolicy(SYNTAX, `${path} has both ${name} and Not${name}`);
  }
  if (plain === undefined && negated === undefined) return undefined;
  const not = negated !== undefined;
  return { not, patterns: readTexts(plain ?? negated, `${path}.${not ? 'Not' : ''}${name}`) };
}

function readPrincipals(
  statement: Readonly<Record<string, unknown>>,
  path: string,
): PrincipalList | undefined {
  const plain = statement.Principal;
  const negated = statement.NotPrincipal;
  if (plain === undefined && negated === undefined) return undefined;
  if (plain !== undefined && negated !== undefined) {
    throw malformedPolicy(SYNTAX, `${path} has both Principal and NotPrincipal`);
  }
  const not = negated !== undefined;
  const given = plain ?? negated;
  if (given === '*') return { not, entries: [['AWS', '*']] };
  const entries: (readonly [PrincipalKind, string])[] = [];
  for (const [kind, value] of Object.entries(readObject(given, `${path}.Principal`))) {
    if (kind !== 'AWS' && kind !== 'Service' && kind !== 'Federated' && kind !== 'CanonicalUser') {
      throw malformedPolicy(SYNTAX, `${path}.Principal.${kind} is not a kind of principal`);
    }
    for (const name of readTexts(value, `${path}.Principal.${kind}`)) entries.push([kind, name]);
  }
  return { not, entries };
}

function readConditions(input: unknown, path: string): ConditionEntry[] {
  if (input === undefined) return [];
  const entries: ConditionEntry[] = [];
  for (const [operator, block] of Object.entries(readObject(input, path))) {
    for (const [key, given] of Object.entries(readObject(block, `${path}.${operator}`))) {
      const list = Array.isArray(given) ? given : [given];
      const values = list.map((value: unknown) => {
        if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
          return String(value);
        }
        throw malformedPolicy(SYNTAX, `${path}.${operator}.${key} is not a text`);
      });
      entries.push({ operator, key, values });
    }
  }
  return entries;
}

function readTexts(input: unknown, path: string): string[] {
  const list: unknown[] = Array.isArray(input) ? input : [input];
  return list.map((value) => {
    if (typeof value !== 'string') throw malformedPolicy(SYNTAX, `${path} is not a text`);
    return value;
  });
}

function readObject(input: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw malformedPolicy(SYNTAX, `${path} is not an object`);
  }
  return Object.fromEntries(Object.entries(input));
}

function refuseOthers(
  object: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  path: string,
): void {
  for (const key of Object.keys(object)) {
    if (!known.has(key)) throw malformedPolicy(SYNTAX, `${path} has the unknown element ${key}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedPolicy(SYNTAX, 'it is not JSON', error);
  }
}
