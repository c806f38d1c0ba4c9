import { bindPredicate, type ResolvedPredicate } from './bind-predicate.ts';
import type { Condition } from './condition.ts';
import type { ExpressionKind } from './expression-error.ts';
import { conditionSyntax } from './parse-cache.ts';
import { type ResolvedOperand, resolveOperand } from './resolved-operand.ts';
import type { Substitutions } from './substitutions.ts';
import type { ConditionSyntax, OperandSyntax, PredicateSyntax } from './syntax.ts';

/**
 * The condition that a text says, with its placeholders looked up.
 * Throws AwsError ValidationException: first for its syntax, then for the first predicate that is wrong.
 */
export function parseCondition(kind: ExpressionKind, text: string, substitutions: Substitutions): Condition {
  return bindCondition(kind, conditionSyntax(kind, text), substitutions);
}

function bindCondition(
  kind: ExpressionKind,
  syntax: ConditionSyntax,
  substitutions: Substitutions,
): Condition {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return {
        kind: syntax.kind,
        left: bindCondition(kind, syntax.left, substitutions),
        right: bindCondition(kind, syntax.right, substitutions),
      };
    case 'not':
      return { kind: 'not', condition: bindCondition(kind, syntax.condition, substitutions) };
    default:
      return bindPredicate(kind, resolvePredicate(kind, syntax, substitutions));
  }
}

/** Looks up every placeholder of a predicate before anything else about it is checked. */
function resolvePredicate(
  kind: ExpressionKind,
  syntax: PredicateSyntax,
  substitutions: Substitutions,
): ResolvedPredicate {
  const resolve = (operand: OperandSyntax): ResolvedOperand => resolveOperand(kind, operand, substitutions);
  switch (syntax.kind) {
    case 'comparison':
      return { ...syntax, left: resolve(syntax.left), right: resolve(syntax.right) };
    case 'between':
      return {
        kind: syntax.kind,
        operand: resolve(syntax.operand),
        lower: resolve(syntax.lower),
        upper: resolve(syntax.upper),
      };
    case 'in':
      return {
        kind: syntax.kind,
        operand: resolve(syntax.operand),
        candidates: syntax.candidates.map(resolve),
      };
    case 'call':
      return { kind: syntax.kind, name: syntax.name, operands: syntax.operands.map(resolve) };
  }
}
