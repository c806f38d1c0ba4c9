import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { Caller } from '../aws/aws-service.ts';
import { parseJsonBody } from '../aws/json-body.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { CodeStore } from './code/code-store.ts';
import type { EventSourceMappings } from './event-source/event-source-mappings.ts';
import type { FunctionReference } from './function-name.ts';
import { functionNotFound, parseFunctionReference } from './function-name.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';

/** One call of an operation of Lambda. */
export interface LambdaCall {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly invoker: LambdaInvoker;
  readonly code: CodeStore;
  readonly roles: RoleCredentials;
  /** Absent where there are no event sources. */
  readonly mappings: EventSourceMappings | undefined;
  readonly newId: () => string;
  readonly now: () => number;
  readonly request: HttpRequest;
  readonly body: Buffer;
  /** What the path's placeholders hold, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** Queues a request whose caller does not wait. Resolves when it is durable. */
  readonly enqueue: (id: string, reference: FunctionReference, payload: string) => Promise<void>;
}

export type LambdaOperation = (call: LambdaCall) => Promise<HttpResponse>;

/** The function that the path and the `Qualifier` of the query name. */
export function referenceOf(call: LambdaCall): FunctionReference {
  const qualifier = call.request.query.get('Qualifier') ?? undefined;
  return parseFunctionReference(call.account, call.path.name ?? '', qualifier);
}

/** Throws AwsError `ResourceNotFoundException`. */
export function existingFunction(call: LambdaCall, reference: FunctionReference): FunctionRecord {
  const record = call.functions.get(reference.name);
  if (record === undefined) throw functionNotFound(call.account, reference);
  return record;
}

/** The members of a JSON body. Throws AwsError `SerializationException`. */
export function bodyMembers(call: LambdaCall): Readonly<Record<string, unknown>> {
  const content = parseJsonBody(call.body);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  }
  return { ...content };
}

export function optionalText(members: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = members[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw invalidParameter(`${name} must be a string.`);
  return value;
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

/** Throws AwsError `PreconditionFailedException` when the caller has another revision in mind. */
export function checkRevision(
  { revisionId }: { readonly revisionId: string },
  expected: string | undefined,
): void {
  if (expected === undefined || expected === revisionId) return;
  throw new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    412,
  );
}
