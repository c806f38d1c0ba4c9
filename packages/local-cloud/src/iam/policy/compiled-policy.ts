import { type ContextLookup, compileCondition, singleValues } from './condition.ts';
import { globMatcher, type TextMatcher } from './glob.ts';
import { parsePattern } from './pattern.ts';
import { type PolicyKind, parsePolicyDocument } from './policy-document.ts';
import { compilePrincipals, type PrincipalMatcher } from './principal.ts';
import type { PatternList, StatementDocument } from './statement-document.ts';

/** One statement, ready to be asked. */
export interface CompiledStatement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly source: StatementDocument;
  /** `action` in lower case. */
  matchesAction(action: string): boolean;
  matchesResource(resource: string, context: ContextLookup): boolean;
  meetsConditions(context: ContextLookup): boolean;
  /** Absent in an identity policy. */
  readonly matchPrincipal: PrincipalMatcher | undefined;
}

/** A policy, parsed and compiled once. */
export interface CompiledPolicy {
  /** What a person knows it by: a managed policy's ARN or an inline policy's name. */
  readonly name: string;
  readonly kind: PolicyKind;
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
}

/**
 * Parses and compiles a policy, given as JSON text or as the object.
 * Throws AwsError `MalformedPolicyDocument`.
 */
export function compilePolicy(input: unknown, kind: PolicyKind, name: string): CompiledPolicy {
  const { statements, variables } = parsePolicyDocument(input, kind);
  const compiled = statements.map((statement, index) => compileStatement(statement, index, kind, variables));
  return {
    name,
    kind,
    allows: compiled.filter(({ source }) => source.effect === 'Allow'),
    denies: compiled.filter(({ source }) => source.effect === 'Deny'),
  };
}

function compileStatement(
  source: StatementDocument,
  index: number,
  kind: PolicyKind,
  variables: boolean,
): CompiledStatement {
  const conditions = source.conditions.map((entry) => compileCondition(entry, variables));
  const matchesResource =
    source.resources === undefined ? () => true : compileResources(source.resources, kind, variables);
  return {
    index,
    source,
    matchesAction: compileActions(source.actions),
    matchesResource: (resource, context) => matchesResource(resource, singleValues(context)),
    meetsConditions: (context) => conditions.every((condition) => condition(context)),
    matchPrincipal: source.principals === undefined ? undefined : compilePrincipals(source.principals),
  };
}

function compileActions({ not, patterns }: PatternList): (action: string) => boolean {
  const exact = new Set<string>();
  const globs: TextMatcher[] = [];
  for (const pattern of patterns) {
    const folded = pattern.toLowerCase();
    if (/[*?]/.test(folded)) {
      globs.push(globMatcher(parsePattern(folded, { wildcards: true, variables: false }), 'text'));
    } else exact.add(folded);
  }
  return (action) => (exact.has(action) || globs.some((glob) => glob(action, noVariables))) !== not;
}

function compileResources({ not, patterns }: PatternList, kind: PolicyKind, variables: boolean): TextMatcher {
  // A Lambda authorizer's answer is compared as plain text: its `*` reaches over everything.
  const reach = kind === 'authorizer' ? 'text' : 'arn';
  const matchers = patterns.map((pattern) =>
    globMatcher(parsePattern(pattern, { wildcards: true, variables }), reach),
  );
  return (resource, lookup) => matchers.some((matches) => matches(resource, lookup)) !== not;
}

function noVariables(): undefined {
  return undefined;
}
