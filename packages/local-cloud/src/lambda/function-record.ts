import type { Account } from '../aws/account.ts';
import { regionalArn } from '../aws/account.ts';
import type { FunctionUrl } from './function-url/function-url.ts';
import type { PolicyStatement } from './resource-policy.ts';
import type { LogLevel } from './runtime/protocol.ts';

/** Where a function's code is. */
export type CodeLocation =
  /**
   * An asset of the cloud assembly: a directory or a .zip file. `path` is where it was when it was deployed,
   * for as long as no assembly has been read since the start.
   */
  | { readonly kind: 'asset'; readonly bucket: string; readonly key: string; readonly path?: string }
  /** A .zip file that came through the API; `digest` is the base64 of its SHA-256, `size` in bytes. */
  | { readonly kind: 'upload'; readonly digest: string; readonly size: number }
  /** The text of `index.js` or `index.py`, given in the template. */
  | { readonly kind: 'inline'; readonly source: string };

export interface LoggingConfig {
  readonly format: 'Text' | 'JSON';
  readonly applicationLogLevel: LogLevel;
  readonly systemLogLevel: 'DEBUG' | 'INFO' | 'WARN';
  readonly group: string;
}

/** What of a function an environment is made of; a published version freezes it. */
export interface FunctionConfiguration {
  readonly description: string;
  /** Such as `nodejs24.x`. */
  readonly runtime: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /** ARN of the role whose credentials the code gets. */
  readonly role: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memorySize: number;
  /** Megabytes; told, not enforced. */
  readonly ephemeralStorage: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly architectures: readonly string[];
  readonly tracing: string;
  readonly logging: LoggingConfig;
  /** ARNs of layer versions, in the order in which they are laid on each other. */
  readonly layers: readonly string[];
  /** ARN of the queue that gets the events that are given up. */
  readonly deadLetterTarget?: string;
  readonly code: CodeLocation;
  /** base64 of a SHA-256 that changes with the code. */
  readonly codeSha256: string;
}

/** A version that was published: it never changes. */
export interface PublishedVersion extends FunctionConfiguration {
  readonly revisionId: string;
  /** The revision of `$LATEST` that was published; absent in versions from before it was kept. */
  readonly publishedRevision?: string;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
  /** Of the template resource that published it. */
  readonly creationToken?: string;
}

/** A name for a version, or for two between which requests are divided. */
export interface Alias {
  readonly version: string;
  readonly description: string;
  /** The share of requests (0 to 1) that goes to another version. */
  readonly routing?: { readonly version: string; readonly weight: number };
  readonly revisionId: string;
}

/** What becomes of events, which are requests whose caller does not wait. */
export interface EventInvokeConfig {
  /** Retries after the first attempt; 2 when absent. */
  readonly maximumRetryAttempts?: number;
  /** Seconds; six hours when absent. */
  readonly maximumEventAge?: number;
  /** ARNs of functions and queues. */
  readonly onSuccess?: string;
  readonly onFailure?: string;
  /** Milliseconds since the epoch; absent in what was kept before it was. */
  readonly lastModified?: number;
}

export interface FunctionRecord extends FunctionConfiguration {
  readonly name: string;
  /** Of the template resource that made it. */
  readonly creationToken?: string;
  /** Changes with every change of the configuration or of the code. */
  readonly revisionId: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly tags: Readonly<Record<string, string>>;
  /** How many requests may run at once; absent when only the account's limit counts. */
  readonly reservedConcurrency?: number;
  /** The resource policy, by qualifier; the function's own under the empty one. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** By version number. */
  readonly versions: Readonly<Record<string, PublishedVersion>>;
  /** The number that the next version gets. */
  readonly nextVersion: number;
  /** By name. */
  readonly aliases: Readonly<Record<string, Alias>>;
  /** By qualifier; the function's own under the empty one. */
  readonly eventInvokeConfigs: Readonly<Record<string, EventInvokeConfig>>;
  /** By qualifier; absent in functions from before there were any. */
  readonly urls?: Readonly<Record<string, FunctionUrl>>;
}

/** What a new function has besides its configuration. */
export const NEW_FUNCTION: Pick<
  FunctionRecord,
  'policies' | 'versions' | 'nextVersion' | 'aliases' | 'eventInvokeConfigs'
> = { policies: {}, versions: {}, nextVersion: 1, aliases: {}, eventInvokeConfigs: {} };

/** `arn:aws:lambda:us-east-1:000000000000:function:f`, with `:<qualifier>` if one is given. */
export function functionArn(account: Account, name: string, qualifier?: string): string {
  const arn = regionalArn(account, 'lambda', `function:${name}`);
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}

/** What runs a function: Node and Python of whatever version run on this machine's own. */
export type RuntimeFamily = 'nodejs' | 'python';

/** Undefined for a runtime that does not run here. */
export function runtimeFamily(runtime: string): RuntimeFamily | undefined {
  if (/^nodejs\d+\.x$/.test(runtime)) return 'nodejs';
  return /^python3\.\d+$/.test(runtime) ? 'python' : undefined;
}

/** Whether handlers of this runtime may answer through a callback: those before nodejs24.x. */
export function knowsCallbacks(runtime: string): boolean {
  return Number(/^nodejs(\d+)\.x$/.exec(runtime)?.[1] ?? 0) < 24;
}
