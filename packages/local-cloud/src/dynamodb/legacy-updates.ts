import { validateAttributeValue } from './attribute-validation.ts';
import { attributeType } from './attribute-value.ts';
import type { Update, UpdateAction } from './expressions/update.ts';
import type { AttributeUpdate, AttributeUpdates } from './item-shapes.ts';
import { invalidParameter } from './validation-error.ts';

const ADDABLE = new Set(['L', 'SS', 'NS', 'BS', 'N']);
const DELETABLE = new Set(['SS', 'NS', 'BS']);

/**
 * The update that AttributeUpdates, the older way to say one, makes.
 * Throws AwsError ValidationException.
 */
export function updateOfAttributes(updates: AttributeUpdates): Update {
  const actions = Object.entries(updates).map(([name, update]) => actionOf(name, update));
  return { form: 'AttributeUpdates', actions };
}

function actionOf(name: string, { Action: action = 'PUT', Value: value }: AttributeUpdate): UpdateAction {
  const path = [name] as const;
  if (value === undefined) {
    if (action === 'DELETE') return { kind: 'remove', path };
    throw invalidParameter('Only DELETE action is allowed when no attribute value is specified');
  }
  validateAttributeValue(value);
  const type = attributeType(value);
  switch (action) {
    case 'PUT':
      return { kind: 'set', path, value: { kind: 'value', value } };
    case 'ADD':
      if (ADDABLE.has(type)) return { kind: 'add', path, value };
      throw invalidParameter(`ADD action is not supported for the type ${type}`);
    case 'DELETE':
      if (DELETABLE.has(type)) return { kind: 'delete', path, value };
      throw invalidParameter(`DELETE action with value is not supported for the type ${type}`);
  }
}
