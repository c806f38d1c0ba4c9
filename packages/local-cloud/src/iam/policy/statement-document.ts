import { compileCondition } from './condition.ts';
import { malformedPolicy } from './malformed-policy.ts';

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

const SYNTAX = 'Syntax errors in policy.';
const EFFECTS = ['allow', 'deny'] as const;
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

/** A statement whose grammar is right. */
export interface StatementDraft {
  readonly statement: StatementDocument;
  /** What IAM's oldest parser does not take: where, in a few words. */
  readonly legacy: string | undefined;
}

/** Throws AwsError `MalformedPolicyDocument`. `path` tells where the statement stands. */
export function readStatement(input: unknown, path: string): StatementDraft {
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

/** Throws AwsError `MalformedPolicyDocument` when `input` is no object. */
export function readObject(input: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw malformedPolicy(SYNTAX, `${path} is not an object`);
  }
  return Object.fromEntries(Object.entries(input));
}

/** Throws AwsError `MalformedPolicyDocument` for an element that is not known. */
export function refuseOthers(
  object: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  path: string,
): void {
  for (const key of Object.keys(object)) {
    if (!known.has(key)) throw malformedPolicy(SYNTAX, `${path} has the unknown element ${key}`);
  }
}
