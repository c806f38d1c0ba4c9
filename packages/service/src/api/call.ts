import type { CallingToken } from '@taskyard/contract';

/** The person who asks, as the gateway's authorizer proved it. */
export interface Caller {
  /** The user pool's id of the person; the owner of what they make. */
  readonly sub: string;
  /** What their token lets them do, such as `tasks/read`. The gateway has checked it for this operation. */
  readonly scopes: readonly string[];
  /** Only where the token says it. */
  readonly email?: string;
  readonly name?: string;
  /** The personal access token that the request came with. */
  readonly token?: CallingToken;
}

/** Who asks for what needs no token. */
export const NOBODY: Caller = { sub: '', scopes: [] };

/** A checked request of one operation. */
export interface Call<Input> {
  readonly input: Input;
  /** NOBODY where the operation needs no token. */
  readonly caller: Caller;
  /** The path as the caller wrote it, with the stage or base path where the gateway gives it. */
  readonly path: string;
  /** The body as the caller wrote it; empty when there is none. */
  bodyText(): string;
  /** The value of a header, whatever its case; several lines are joined with a comma. */
  header(name: string): string | undefined;
}

/** What an operation answers. */
export interface Reply<Answer> {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for an answer without a body, or when `bodyText` says it. */
  readonly body?: Answer;
  /** The JSON text of `body`, where it must not be written anew. */
  readonly bodyText?: string;
}

/** The code of one operation. */
export type Implementation<Input, Answer> = (call: Call<Input>) => Promise<Reply<Answer>>;
