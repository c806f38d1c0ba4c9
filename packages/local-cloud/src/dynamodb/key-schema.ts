import type { KeyAttribute, KeySchema } from './table-definition.ts';
import type { KeySchemaInput } from './table-shapes.ts';
import { invalidParameter, validationError } from './validation-error.ts';

/** How many attributes either part of a global index's key may have. */
const MAX_ATTRIBUTES = 4;

/** The key of a table or a local index, of at most two attributes. Throws AwsError ValidationException. */
export function checkKeys(input: KeySchemaInput, attributes: readonly KeyAttribute[]): KeySchema {
  const [partition, sort] = definedAttributes(input, attributes);
  if (input[1] !== undefined && input[1].KeyType !== 'RANGE') {
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  return sort === undefined ? { partition } : { partition, sort };
}

/**
 * The key of a global index, of which either part may have up to four attributes.
 * Throws AwsError ValidationException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */
export function checkGlobalKeys(input: KeySchemaInput, attributes: readonly KeyAttribute[]): KeySchema {
  const [partition, ...others] = definedAttributes(input, attributes);
  const end = input.findIndex(({ KeyType }) => KeyType === 'RANGE');
  const partitions = end < 0 ? input.length : end;
  if (input.slice(partitions).some(({ KeyType }) => KeyType === 'HASH')) {
    throw validationError('Invalid KeySchema: HASH key types must come before RANGE key types');
  }
  if (partitions > MAX_ATTRIBUTES || input.length - partitions > MAX_ATTRIBUTES) {
    throw validationError(
      `Invalid KeySchema: A key has at most ${MAX_ATTRIBUTES} attributes of each key type`,
    );
  }
  const morePartition = others.slice(0, partitions - 1);
  const [sort, ...moreSort] = others.slice(partitions - 1);
  return {
    partition,
    ...(sort && { sort }),
    ...(morePartition.length > 0 && { morePartition }),
    ...(moreSort.length > 0 && { moreSort }),
  };
}

/** The attributes that the schema names, of which the first is a partition key's. */
function definedAttributes(
  input: KeySchemaInput,
  attributes: readonly KeyAttribute[],
): [KeyAttribute, ...KeyAttribute[]] {
  const names = input.map(({ AttributeName }) => AttributeName);
  const defined = new Map(attributes.map((each) => [each.name, each]));
  const [first, ...others] = names.flatMap((name) => defined.get(name) ?? []);
  if (first === undefined || others.length < names.length - 1) {
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], ` +
        `AttributeDefinitions: [${[...defined.keys()].join(', ')}]`,
    );
  }
  if (new Set(names).size < names.length) {
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (input[0]?.KeyType !== 'HASH') {
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  return [first, ...others];
}
