import { validationError } from '../validation-error.ts';

/** Which of an operation's parameters hold expressions, and which say the same in the older way. */
export interface ExpressionParameters {
  /** In the order in which AWS lists them. */
  readonly expressions: readonly string[];
  readonly legacy: readonly string[];
}

export const PUT_ITEM_PARAMETERS: ExpressionParameters = {
  expressions: ['ConditionExpression'],
  legacy: ['Expected', 'ConditionalOperator'],
};

export const DELETE_ITEM_PARAMETERS: ExpressionParameters = PUT_ITEM_PARAMETERS;

export const UPDATE_ITEM_PARAMETERS: ExpressionParameters = {
  expressions: ['UpdateExpression', 'ConditionExpression'],
  legacy: ['AttributeUpdates', 'Expected', 'ConditionalOperator'],
};

export const GET_ITEM_PARAMETERS: ExpressionParameters = {
  expressions: ['ProjectionExpression'],
  legacy: ['AttributesToGet'],
};

export const QUERY_PARAMETERS: ExpressionParameters = {
  expressions: ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
  legacy: ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
};

export const SCAN_PARAMETERS: ExpressionParameters = {
  expressions: ['ProjectionExpression', 'FilterExpression'],
  legacy: ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
};

/**
 * Refuses a request that mixes expressions with their older forms, or that has names or values to put into
 * expressions but no expression. Throws AwsError ValidationException.
 */
export function assertExpressionParameters(
  request: Readonly<Record<string, unknown>>,
  { expressions, legacy }: ExpressionParameters,
): void {
  const isGiven = (parameter: string): boolean => request[parameter] !== undefined;
  const given = expressions.filter(isGiven);
  // KeyConditions may stand beside the other expressions.
  const mixed = legacy.filter(
    (parameter) => isGiven(parameter) && (parameter !== 'KeyConditions' || isGiven('KeyConditionExpression')),
  );
  if (given.length > 0 && mixed.length > 0) {
    throw validationError(
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${mixed.join(', ')}} Expression parameters: {${given.join(', ')}}`,
    );
  }
  if (isGiven('ExpressionAttributeNames') && given.length === 0) {
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  }
  const withValues = expressions.filter((parameter) => parameter !== 'ProjectionExpression');
  if (isGiven('ExpressionAttributeValues') && withValues.length > 0 && !withValues.some(isGiven)) {
    throw validationError(
      'ExpressionAttributeValues can only be specified when using expressions: ' +
        `${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`,
    );
  }
}
