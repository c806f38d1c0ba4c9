import type { ForwardingPolicy } from './forwarding-policy.ts';

/** A distribution as it is kept. */
export interface Distribution {
  /** `E` and 13 characters. */
  readonly id: string;
  /** `d1234567890abc.cloudfront.net` */
  readonly domainName: string;
  /** Names the creation, so that it can be tried again. */
  readonly creationToken: string;
  readonly config: DistributionConfig;
}

export interface DistributionConfig {
  readonly enabled: boolean;
  /** Without a slash before it; empty when there is none. */
  readonly defaultRootObject: string;
  readonly origins: readonly Origin[];
  readonly defaultBehavior: CacheBehavior;
  /** In the order in which their patterns are tried. */
  readonly behaviors: readonly PathBehavior[];
  readonly errorResponses: readonly CustomErrorResponse[];
}

export interface Origin {
  readonly id: string;
  readonly domainName: string;
  /** Put before the path of a request; empty, or begins with a slash and does not end with one. */
  readonly path: string;
  /** Headers that the origin gets in addition. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly kind: 's3' | 'custom';
  readonly accessControlId?: string;
}

export interface CacheBehavior {
  readonly originId: string;
  readonly allowedMethods: readonly string[];
  readonly compress: boolean;
  readonly cachePolicyId?: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId?: string;
  /** What is forwarded without policies, in the older form. */
  readonly forwardedValues?: ForwardingPolicy;
  readonly viewerRequestFunctionArn?: string;
  readonly viewerResponseFunctionArn?: string;
}

export interface PathBehavior extends CacheBehavior {
  readonly pathPattern: string;
}

export interface CustomErrorResponse {
  readonly errorCode: number;
  /** Begins with a slash. */
  readonly pagePath?: string;
  readonly responseCode?: number;
}

/** How requests to an S3 origin are signed. */
export interface OriginAccessControl {
  readonly id: string;
  readonly creationToken: string;
  readonly signing: 'always' | 'never' | 'no-override';
}

export interface EdgeFunction {
  readonly name: string;
  readonly creationToken: string;
  readonly code: string;
}
