import type { Operation, OperationInput, OperationName, Operations, Page } from '@taskyard/contract';
import { problemError } from './problem-error.ts';
import { type CallOptions, type OperationRow, requestInit, requestUrl } from './request.ts';

export interface ClientOptions {
  /** Where the API is, with its stage: the output `PeopleApiUrl`. */
  readonly baseUrl: string;
  /** An access token, or what gives one before each call. */
  readonly token: string | (() => string | Promise<string>);
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
  { baseUrl, token, fetch: send = fetch }: ClientOptions,
): Client {
  const call = async (
    operation: OperationRow,
    input: OperationInput,
    options: CallOptions & { readonly ifNoneMatch?: string },
  ): Promise<Answer<unknown> | undefined> => {
    const url = requestUrl(baseUrl, operation, input);
    const proof = typeof token === 'string' ? token : await token();
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
