import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { CompiledPolicy } from '../iam/policy/compiled-policy.ts';
import type { AwsError } from './aws-error.ts';

/** The condition keys of one authorization: `aws:SourceIp`, `dynamodb:LeadingKeys`, ... */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

/** One action on one resource, as IAM names them. */
export interface AuthorizationRequest {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** A full ARN, or `*` where the action has no resource. */
  readonly resource: string;
  readonly context?: ConditionContext;
  /** The resource's own policy, where it has one. */
  readonly resourcePolicy?: CompiledPolicy;
}

/** Who makes a call, proved by its signature. */
export interface Caller {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` or `arn:aws:iam::<account>:user/<name>`. */
  readonly arn: string;
  readonly accountId: string;
  /** The unique id that GetCallerIdentity answers as `UserId`. */
  readonly userId: string;
  /**
   * Returns when every policy that counts allows the action. Throws AwsError in the called service's own
   * words: `AccessDeniedException`, or `AccessDenied` where the protocol is XML.
   */
  authorize(request: AuthorizationRequest): void;
}

/** One call of an AWS operation. `caller` is absent for the operations that anyone may call unsigned. */
export interface ServiceCall {
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly caller: Caller | undefined;
}

/** An emulated AWS service, as the front door sees it. */
export interface AwsService {
  /** Its name in a credential scope: `dynamodb`, `cognito-idp`, `logs`, `lambda`, `sts`. */
  readonly signingName: string;
  /** Bytes that a body may have; 16 MB by default. */
  readonly bodyLimit?: number;
  /** Whether the operation that `request` asks for is one that AWS serves without a signature. */
  isPublic(request: HttpRequest): boolean;
  /** Whether browsers may call it from other origins, as they may call Cognito. */
  readonly crossOrigin?: boolean;
  /**
   * Whether bodies are streams that the service reads itself. Then the front door neither reads the body nor
   * verifies the signature: `handle` gets an empty body and no caller, and does both.
   */
  readonly streamsBodies?: boolean;
  /** Whether a request without a signature is for this service, by its host's name or by its path. */
  owns?(place: { readonly host: string } | { readonly path: string }): boolean;
  handle(call: ServiceCall): Promise<HttpResponse>;
  /** `error` in this service's protocol. Also used for a signature that was refused. */
  failure(error: AwsError, request: HttpRequest): HttpResponse;
}
