/** A JSON value as CloudFormation properties hold it, after the intrinsics are resolved. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * What is done about a property that a template may give:
 * - `supported`: it works here as it does on AWS.
 * - `{ noted }`: it changes nothing that matters on one machine; the text says why, and the start prints it.
 * - `{ refused }`: it is known and not emulated; the text says what would go wrong. The start stops.
 * - `{ when, ... }`: supported as long as the predicate holds for the value; otherwise noted or refused.
 * A property that no table names is refused too.
 */
export type PropertySupport =
  | 'supported'
  | { readonly noted: string }
  | { readonly refused: string }
  | {
      readonly supportedWhen: (value: Json) => boolean;
      readonly otherwise: { noted: string } | { refused: string };
    };

export interface ResourceRequest {
  readonly stackName: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly logicalId: string;
  /**
   * Names this creation: the same when it is tried again after a crash, another one when the resource
   * is made anew as a replacement. `create` is idempotent by it. 12 characters of A-Z and 0-9, so that it
   * can end a generated physical name.
   */
  readonly creationToken: string;
  /** Intrinsics resolved; null values and AWS::NoValue are gone. */
  readonly properties: JsonObject;
}

/** What a template can see of a resource. */
export interface ResourceState {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Arn`, `StreamArn`, `ProviderName`). */
  readonly attributes: Readonly<Record<string, string>>;
  /** What the provider needs to remember for the removal; templates do not see it. */
  readonly origin?: Readonly<Record<string, string>>;
}

/**
 * The answer to an update: changed in place, only possible as a new resource, or already a new one, so that the one
 * before is to be removed.
 */
export type UpdateOutcome = ResourceState | 'replace' | { readonly replacedBy: ResourceState };

/**
 * Makes, changes and removes the resources of one type, through the same operations that the SDK calls.
 * Each is called again after a crash: creating what is already there by the same creationToken must
 * succeed, and so must deleting what is gone.
 */
export interface ResourceProvider {
  /** Such as `AWS::DynamoDB::Table`. */
  readonly type: string;
  /** `any` where the properties are not known beforehand. */
  readonly properties: Readonly<Record<string, PropertySupport>> | 'any';
  /**
   * Throws when the resolved properties ask for something that is not emulated (nested properties that
   * the table above cannot name): UnsupportedPropertyError with the path inside the properties.
   */
  check?(properties: JsonObject): void;
  create(request: ResourceRequest): Promise<ResourceState>;
  /** `state` is what create or the last update gave; `previous` the properties then. */
  update(request: ResourceRequest, state: ResourceState, previous: JsonObject): Promise<UpdateOutcome>;
  delete(state: ResourceState, previous: JsonObject): Promise<void>;
}

/** A nested property that is not emulated; `path` is like `Policies.PasswordPolicy.PasswordHistorySize`. */
export class UnsupportedPropertyError extends Error {
  override name = 'UnsupportedPropertyError';
  readonly path: string;
  constructor(path: string, reason: string) {
    super(reason);
    this.path = path;
  }
}
