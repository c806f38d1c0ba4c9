/** Why a signature was refused. Holds nothing that is secret. */
export type SignatureProblem =
  | { readonly kind: 'unsigned' }
  /** The authorization cannot be read; `text` is AWS's sentence about it. */
  | { readonly kind: 'malformed'; readonly text: string }
  | { readonly kind: 'unknown key' }
  | { readonly kind: 'wrong signature' }
  /** All three like `20261120T110000Z`; `minutes` is how far clocks may differ. */
  | {
      readonly kind: 'stale' | 'early';
      readonly signed: string;
      readonly limit: string;
      readonly now: string;
      readonly minutes: number;
    }
  /** A presigned URL after its time. */
  | { readonly kind: 'url expired'; readonly signed: string; readonly limit: string; readonly now: string }
  | { readonly kind: 'url lifetime' }
  /** A temporary key without its token, a token that was not given out here or belongs to another key. */
  | { readonly kind: 'wrong token' }
  | { readonly kind: 'expired token' }
  | { readonly kind: 'wrong region'; readonly given: string; readonly expected: string }
  | { readonly kind: 'wrong service'; readonly given: string; readonly expected: string }
  | {
      readonly kind: 'wrong date';
      readonly given: string;
      readonly expected: string;
      readonly signed: string;
    }
  | { readonly kind: 'unsigned header'; readonly name: string }
  /** S3: the declared hash of the body is not its hash, or is missing. */
  | { readonly kind: 'wrong payload hash' }
  | { readonly kind: 'no payload hash' }
  | { readonly kind: 'streaming payload'; readonly given: string };

export type SignatureProblemKind = SignatureProblem['kind'];

/** Thrown by the verification; becomes an AwsError in the called service's own words. */
export class SignatureFailure extends Error {
  override name = 'SignatureFailure';
  readonly problem: SignatureProblem;
  constructor(problem: SignatureProblem) {
    super(`The signature was refused: ${problem.kind}.`);
    this.problem = problem;
  }
}
