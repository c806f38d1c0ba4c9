import type { Outputs } from './outputs.ts';

/** An answer, its body already read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

export interface Call {
  readonly method?: string;
  /** Below the stage, without a leading slash: `tasks?status=PENDING`. */
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
}

/** Calls the people API as curl would. */
export async function call(outputs: Outputs, request: Call): Promise<Answer> {
  return callApi(outputs.PeopleApiUrl, request);
}

/** Calls the automation API as curl would. */
export async function callAutomation(outputs: Outputs, request: Call): Promise<Answer> {
  return callApi(outputs.AutomationApiUrl, request);
}

async function callApi(url: string, { method = 'GET', path, token, headers, body }: Call): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
