import { attributeValue } from '../attribute-shape.ts';
import { validateAttributeValue } from '../attribute-validation.ts';
import type { AttributeValue } from '../attribute-value.ts';
import { list, type Shape, text } from '../shape.ts';

/* The members that the operations on statements have in common. */

export const statementText: Shape<string> = text({ min: 1, max: 8192 });

export const statementParameters: Shape<readonly AttributeValue[]> = list(attributeValue, { min: 1 });

/** The parameters, checked. Throws AwsError ValidationException. */
export function checkedParameters(
  parameters: readonly AttributeValue[] | undefined,
): readonly AttributeValue[] {
  for (const value of parameters ?? []) validateAttributeValue(value);
  return parameters ?? [];
}
