import { AwsError } from '../aws/aws-error.ts';
import { validateAttributeValue } from './attribute-validation.ts';
import type { Condition } from './expressions/condition.ts';
import type { ExpressionKind } from './expressions/expression-error.ts';
import { parseCondition } from './expressions/parse-condition.ts';
import { type Projection, parseProjection, projectAttributes } from './expressions/projection.ts';
import { noSubstitutions, readSubstitutions, type Substitutions } from './expressions/substitutions.ts';
import type { ConditionalOperator, Expected, Names, Values } from './item-shapes.ts';
import { expectedCondition } from './legacy-conditions.ts';
import { invalidParameter, isNameTooLarge, validationError } from './validation-error.ts';

/** The members with which a request fills its expressions. */
export interface ExpressionRequest {
  readonly ExpressionAttributeNames?: Names;
  readonly ExpressionAttributeValues?: Values;
}

/** The substitutions of a request, its values checked. Throws AwsError ValidationException. */
export function substitutionsOf(request: ExpressionRequest): Substitutions {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = request;
  if (names === undefined && values === undefined) return noSubstitutions();
  return readSubstitutions(names, values, (value, key) => {
    try {
      validateAttributeValue(value);
    } catch (error) {
      if (!(error instanceof AwsError) || isNameTooLarge(error)) throw error;
      throw validationError(
        `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
      );
    }
    return value;
  });
}

/** The members that make a write conditional. */
export interface ConditionalRequest extends ExpressionRequest {
  readonly ConditionExpression?: string;
  readonly Expected?: Expected;
  readonly ConditionalOperator?: ConditionalOperator;
}

/** The condition of a write; undefined when it has none. All its names and values must be used by it. */
export function conditionOf(request: ConditionalRequest): Condition | undefined {
  const legacy = expectedCondition(request.Expected, request.ConditionalOperator);
  const substitutions = substitutionsOf(request);
  const condition = optionalCondition('ConditionExpression', request.ConditionExpression, substitutions);
  substitutions.assertAllUsed();
  return condition ?? legacy;
}

export function optionalCondition(
  kind: ExpressionKind,
  text: string | undefined,
  substitutions: Substitutions,
): Condition | undefined {
  return text === undefined ? undefined : parseCondition(kind, text, substitutions);
}

/** What of an item is wanted; undefined for all of it. */
export function projectionOf(
  request: { readonly ProjectionExpression?: string; readonly AttributesToGet?: readonly string[] },
  substitutions: Substitutions,
): Projection | undefined {
  if (request.ProjectionExpression !== undefined) {
    return parseProjection(request.ProjectionExpression, substitutions);
  }
  return request.AttributesToGet && projectAttributes(request.AttributesToGet);
}

/** Throws AwsError ValidationException when a name stands twice among those to get. */
export function checkAttributesToGet(names: readonly string[] | undefined): void {
  const seen = new Set<string>();
  for (const name of names ?? []) {
    if (seen.has(name)) throw invalidParameter(`Duplicate value in attribute name: ${name}`);
    seen.add(name);
  }
}
