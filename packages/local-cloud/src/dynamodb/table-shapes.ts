import { flag, integer, list, oneOf, optional, type Shape, structure, text } from './shape.ts';
import type { StreamView } from './table-definition.ts';
import { indexName } from './table-names.ts';

/* The shapes of the parts of which CreateTable and UpdateTable are made. */

export interface KeySchemaElementInput {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}
export type KeySchemaInput = readonly KeySchemaElementInput[];

export interface AttributeDefinitionInput {
  readonly AttributeName: string;
  readonly AttributeType: 'B' | 'N' | 'S';
}
export type AttributeDefinitionsInput = readonly AttributeDefinitionInput[];

export interface ThroughputInput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export interface OnDemandInput {
  readonly MaxReadRequestUnits?: number;
  readonly MaxWriteRequestUnits?: number;
}

export interface WarmInput {
  readonly ReadUnitsPerSecond?: number;
  readonly WriteUnitsPerSecond?: number;
}

export interface ProjectionInput {
  readonly ProjectionType?: 'ALL' | 'INCLUDE' | 'KEYS_ONLY';
  readonly NonKeyAttributes?: readonly string[];
}

export interface LocalIndexInput {
  readonly IndexName: string;
  readonly KeySchema: KeySchemaInput;
  readonly Projection: ProjectionInput;
}

export interface GlobalIndexInput extends LocalIndexInput {
  readonly ProvisionedThroughput?: ThroughputInput;
  readonly OnDemandThroughput?: OnDemandInput;
  readonly WarmThroughput?: WarmInput;
}

export interface StreamInput {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: StreamView;
}

export interface EncryptionInput {
  readonly Enabled?: boolean;
  readonly SSEType?: 'AES256' | 'KMS';
  readonly KMSMasterKeyId?: string;
}

export interface TagInput {
  readonly Key: string;
  readonly Value: string;
}

export type BillingMode = 'PROVISIONED' | 'PAY_PER_REQUEST';
export type TableClass = 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';

const attributeName = text({ min: 1, max: 255 });

const keySchemaElement = structure(
  { AttributeName: attributeName, KeyType: oneOf(['HASH', 'RANGE']) },
  'KeySchemaElement',
);
export const keySchema: Shape<KeySchemaInput> = list(keySchemaElement, { min: 1, max: 2 });
const globalKeySchema: Shape<KeySchemaInput> = list(keySchemaElement, { min: 1 });

export const attributeDefinitions: Shape<AttributeDefinitionsInput> = list(
  structure({ AttributeName: attributeName, AttributeType: oneOf(['B', 'N', 'S']) }, 'AttributeDefinition'),
);

const units = integer({ min: 1 }, 'Long');
export const provisionedThroughput: Shape<ThroughputInput> = structure(
  { WriteCapacityUnits: units, ReadCapacityUnits: units },
  'ProvisionedThroughput',
);

export const onDemandThroughput: Shape<OnDemandInput> = structure({
  MaxReadRequestUnits: optional(integer({}, 'Long')),
  MaxWriteRequestUnits: optional(integer({}, 'Long')),
});

export const warmThroughput: Shape<WarmInput> = structure({
  ReadUnitsPerSecond: optional(integer({}, 'Long')),
  WriteUnitsPerSecond: optional(integer({}, 'Long')),
});

const localIndexMembers = {
  IndexName: indexName,
  KeySchema: keySchema,
  Projection: structure(
    {
      ProjectionType: optional(oneOf(['ALL', 'INCLUDE', 'KEYS_ONLY'])),
      NonKeyAttributes: optional(list(attributeName, { min: 1, max: 20 })),
    },
    'Projection',
  ),
};
export const localIndex: Shape<LocalIndexInput> = structure(localIndexMembers, 'LocalSecondaryIndex');
const globalIndexMembers = {
  ...localIndexMembers,
  KeySchema: globalKeySchema,
  ProvisionedThroughput: optional(provisionedThroughput),
  OnDemandThroughput: optional(onDemandThroughput),
  WarmThroughput: optional(warmThroughput),
};
export const globalIndex: Shape<GlobalIndexInput> = structure(globalIndexMembers, 'GlobalSecondaryIndex');
/** The same, as UpdateTable has it. */
export const globalIndexCreation: Shape<GlobalIndexInput> = structure(
  globalIndexMembers,
  'CreateGlobalSecondaryIndexAction',
);

export const streamSpecification: Shape<StreamInput> = structure(
  {
    StreamEnabled: flag(),
    StreamViewType: optional(oneOf(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'])),
  },
  'StreamSpecification',
);

export const encryptionSpecification: Shape<EncryptionInput> = structure({
  Enabled: optional(flag()),
  SSEType: optional(oneOf(['AES256', 'KMS'])),
  KMSMasterKeyId: optional(text()),
});

export const tag: Shape<TagInput> = structure(
  { Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) },
  'Tag',
);
export const billingMode: Shape<BillingMode> = oneOf(['PROVISIONED', 'PAY_PER_REQUEST']);
export const tableClass: Shape<TableClass> = oneOf(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']);
