import type { JsonObject, ResourceState } from './resource-provider.ts';

/** What is kept of a resource that exists. */
export interface ResourceRecord extends ResourceState {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly deletionPolicy: string;
  /** Something that it refers to was missing: it is brought up to date when it is there. */
  readonly incomplete?: true;
  /** Logical ids it refers to: it is removed before them. */
  readonly references: readonly string[];
}

/** What is kept of a stack. Written after every change of a resource, so a crash loses track of none. */
export interface StackRecord {
  readonly stackName: string;
  /** An ARN that ends in a UUID. */
  readonly stackId: string;
  readonly resources: Readonly<Record<string, ResourceRecord>>;
  /** Resources that were replaced or left the template and still wait for their removal. */
  readonly leftovers: readonly ResourceRecord[];
  /** Creation tokens of resources whose creation was begun, by logical id. */
  readonly creating: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** The outputs as the template gives them, without local addresses; absent in stacks from before they were kept. */
  readonly values?: Readonly<Record<string, string>>;
  /** The stack that a nested one belongs to. */
  readonly parent?: string;
  /** Export name to value. */
  readonly exports: Readonly<Record<string, string>>;
}
