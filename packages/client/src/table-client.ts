import type { Operation, OperationInput, OperationName, Operations, Page } from '@taskyard/contract';
import { ProblemError, problemError } from './problem-error.ts';
import { type CallOptions, type OperationRow, requestInit, requestUrl } from './request.ts';
import { pause, waitBeforeRetry } from './retry.ts';

export interface ClientOptions {
  /** Where the API is, with its stage: the output `PeopleApiUrl`. */
  readonly baseUrl: string;
  /**
   * An access token, or what gives one before each try. `refused` is the token that the API just answered 401 to: what
   * gives another one then (by refreshing) has the call sent once more.
   */
  readonly token: string | ((refused?: string) => string | Promise<string>);
  /** How often a call that is safe to repeat is sent again after no answer, 429 or 5xx. 3 when absent. */
  readonly retries?: number;
  /** Stands in for the global fetch. */
  readonly fetch?: typeof fetch;
}

/** A successful answer. */
export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  /** The version's tag, for `ifMatch` and `ifChanged`. */
  readonly etag: string | undefined;
  /** The absolute URL of what was made. */
  readonly location: string | undefined;
}

type InputOf<Name extends OperationName> =
  Operations[Name] extends Operation<infer Input, infer _> ? Input : never;
type BodyOf<Name extends OperationName> =
  Operations[Name] extends Operation<infer _, infer Body> ? Body : never;

/** The operations that answer pages, and what is in them. */
type ItemOf<Name extends OperationName> = BodyOf<Name> extends Page<infer Item> ? Item : never;
type PagedName = { [Name in OperationName]: ItemOf<Name> extends never ? never : Name }[OperationName];

/** One method an operation of the contract. Each rejects with ProblemError when the answer says no. */
export type OperationCalls = {
  readonly [Name in OperationName]: (
    input: InputOf<Name>,
    options?: CallOptions,
  ) => Promise<Answer<BodyOf<Name>>>;
};

/** What a call may say besides its input, with what only `ifChanged` says. */
type SentOptions = CallOptions & { readonly ifNoneMatch?: string };

export interface Client extends OperationCalls {
  /** The pages of a list, from `input.query.pageToken` on; the next one is asked for when the loop gets there. */
  pages<Name extends PagedName>(
    name: Name,
    input: InputOf<Name>,
    options?: CallOptions,
  ): AsyncGenerator<Page<ItemOf<Name>>, void, undefined>;
  /** The answer to a read, or undefined while the caller's copy with the tag `etag` still holds. */
  ifChanged<Name extends OperationName>(
    name: Name,
    etag: string,
    input: InputOf<Name>,
    options?: CallOptions,
  ): Promise<Answer<BodyOf<Name>> | undefined>;
}

/**
 * A client of the API from a table of its own: the contract's rows without their schemas are enough, so that a
 * browser need not load those. `createClient` brings the contract's.
 */
export function createTableClient(
  table: Readonly<Record<OperationName, OperationRow>>,
  { baseUrl, token, retries = 3, fetch: send = fetch }: ClientOptions,
): Client {
  const attempt = async (
    operation: OperationRow,
    input: OperationInput,
    options: SentOptions,
    proof: string,
  ): Promise<Answer<unknown> | undefined> => {
    const url = requestUrl(baseUrl, operation, input);
    const response = await send(url, requestInit(operation, input, options, proof));
    if (response.status === 304) return undefined;
    if (!response.ok) throw await problemError(response);
    const text = await response.text();
    const location = response.headers.get('Location');
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      etag: response.headers.get('ETag') ?? undefined,
      location: location === null ? undefined : new URL(location, response.url || url).href,
    };
  };

  /** One try, and a second one when the token was refused and there is another. */
  const authorized = async (
    operation: OperationRow,
    input: OperationInput,
    options: SentOptions,
  ): Promise<Answer<unknown> | undefined> => {
    if (typeof token === 'string') return attempt(operation, input, options, token);
    const first = await token();
    try {
      return await attempt(operation, input, options, first);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      const other = await token(first);
      if (other === first) throw error;
      return attempt(operation, input, options, other);
    }
  };

  const call = async (
    operation: OperationRow,
    input: OperationInput,
    options: SentOptions,
  ): Promise<Answer<unknown> | undefined> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await authorized(operation, input, options);
      } catch (error) {
        const wait =
          tried > retries ? undefined : waitBeforeRetry(error, operation, options, tried, Math.random);
        if (wait === undefined) throw error;
        await pause(wait, options.signal);
      }
    }
  };

  const calls = Object.fromEntries(
    Object.values(table).map((operation) => [
      operation.name,
      (input: OperationInput, options: CallOptions = {}) => call(operation, input, options),
    ]),
  );

  async function* pages(
    name: OperationName,
    input: OperationInput,
    options: CallOptions = {},
  ): AsyncGenerator<Page<unknown>, void, undefined> {
    let query = input.query;
    for (;;) {
      const answer = await call(table[name], { ...input, query }, options);
      const page = answer?.body as Page<unknown>;
      yield page;
      if (page.nextPageToken === undefined) return;
      query = { ...Object(query), pageToken: page.nextPageToken };
    }
  }

  const ifChanged = (
    name: OperationName,
    etag: string,
    input: OperationInput,
    options: CallOptions = {},
  ): Promise<unknown> => call(table[name], input, { ...options, ifNoneMatch: etag });

  // The methods are made from the very table that their types are.
  return { ...calls, pages, ifChanged } as unknown as Client;
}
