/** How a refused request is answered. */
export type RefusalAnswer =
  /** Back to the app, at an address that was proved to be registered. */
  | {
      readonly kind: 'callback';
      readonly redirectUri: string;
      readonly error: string;
      readonly description?: string;
      readonly state?: string | undefined;
    }
  /** Over to `/error`, because no address was proved. */
  | { readonly kind: 'error-page'; readonly error: string; readonly clientId?: string | undefined }
  /** A page in place. */
  | { readonly kind: 'page'; readonly status: number; readonly heading: string; readonly text: string }
  /** JSON, as RFC 6749 section 5.2 has it. */
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly error: string;
      readonly description?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What the journal says of a refused request. Never holds a code, a token or a password. */
export interface RefusalReason {
  /** The rule that decided: `allowed callback URLs of app client web`. */
  readonly rule: string;
  /** What happened, in one sentence. */
  readonly text: string;
  /** What to change. */
  readonly hint?: string;
}

/** Ends a request that broke a rule; answered and written to the journal once, where requests come in. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly answer: RefusalAnswer;
  readonly reason: RefusalReason;

  constructor(answer: RefusalAnswer, reason: RefusalReason) {
    super(reason.text);
    this.answer = answer;
    this.reason = reason;
  }
}
