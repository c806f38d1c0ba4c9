import type { Operation, OperationInput } from '@taskyard/contract';

/** What a call needs to know of its operation. */
export type OperationRow = Pick<Operation, 'name' | 'method' | 'resource' | 'mediaTypes'>;

/** What a call may say besides its input. */
export interface CallOptions {
  /** Do it only while the thing still has this tag; else the call fails with 412. */
  readonly ifMatch?: string;
  /** Makes a create safe to send again: with the same key and body it happens once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** The URL of a call. `baseUrl` is the API's with its stage, with or without a slash at its end. */
export function requestUrl(baseUrl: string, operation: OperationRow, input: OperationInput): string {
  const parameters = textMembers(input.path);
  const path = operation.resource.replaceAll(/\{([^}+]+)\+?\}/g, (_whole, name: string) => {
    const value = parameters.get(name);
    // An empty value would make the address of something else: `/tasks/` is the list.
    if (value === undefined || value === '') throw new TypeError(`${operation.name} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams([...textMembers(input.query)]).toString();
  return `${baseUrl.replace(/\/+$/, '')}${path}${query === '' ? '' : `?${query}`}`;
}

/** How the call is sent, apart from its URL. */
export function requestInit(
  operation: OperationRow,
  input: OperationInput,
  options: CallOptions & { readonly ifNoneMatch?: string },
  token: string,
): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json', Authorization: `Bearer ${token}` };
  if (options.ifMatch !== undefined) headers['If-Match'] = options.ifMatch;
  if (options.ifNoneMatch !== undefined) headers['If-None-Match'] = options.ifNoneMatch;
  if (options.idempotencyKey !== undefined) headers['Idempotency-Key'] = options.idempotencyKey;
  if (input.body !== undefined) headers['Content-Type'] = operation.mediaTypes?.[0] ?? 'application/json';
  return {
    method: operation.method,
    headers,
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}

function textMembers(part: unknown): ReadonlyMap<string, string> {
  if (typeof part !== 'object' || part === null) return new Map();
  return new Map(
    Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
