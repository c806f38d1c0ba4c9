import { Annotations, Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { apiHost } from './operation-methods.ts';
import type { CustomDomain } from './settings.ts';

export interface WebSiteProps {
  /** The API that is served below `/api/`, without its stage in the path. */
  readonly api: RestApi;
  readonly stageName: string;
  /** The base of the sign-in pages, which the application calls. */
  readonly signInUrl: string;
  /** Where signed links lead to. */
  readonly linked: readonly Bucket[];
  /** The site's own name; undefined for that of the distribution. */
  readonly domain: CustomDomain | undefined;
}

/** Where the API is found on the site's own origin, so that no call crosses origins. */
export const API_PATH = '/api/';

/** Where the page about the API is. */
const DOCS_PATH = '/docs';

/** Files have an ending, everything else is a page of the application, or the one about the API. */
const TO_PAGE = `function handler(event) {
  const request = event.request;
  const page = request.uri.startsWith('${DOCS_PATH}') ? '${DOCS_PATH}/index.html' : '/index.html';
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) request.uri = page;
  return request;
}
`;

/** The API knows nothing of the site's paths. */
const TO_API = `function handler(event) {
  const request = event.request;
  request.uri = request.uri.slice(${API_PATH.length - 1});
  return request;
}
`;

/**
 * The web application's place: a bucket that only its distribution reads, and the people API on the same origin. What
 * an error of the API says goes through; no error page stands for anything.
 */
export class WebSite extends Construct {
  readonly bucket: Bucket;
  readonly distribution: Distribution;
  /** Without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { api, stageName, signInUrl, linked, domain }: WebSiteProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // Every release brings the files again.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    const viewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS;
    const files = {
      // With the right to list, what is missing answers 404 instead of 403.
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket as IBucket, {
        originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
      }),
      viewerProtocolPolicy,
      functionAssociations: [this.#onRequest('ToPage', TO_PAGE)],
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Taskyard',
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain === undefined
        ? {}
        : {
            domainNames: [domain.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
          }),
      defaultBehavior: { ...files, responseHeadersPolicy: this.#pageHeaders(signInUrl, linked) },
      additionalBehaviors: {
        [`${DOCS_PATH}*`]: { ...files, responseHeadersPolicy: this.#docsHeaders(signInUrl) },
        [`${API_PATH}*`]: {
          // Its methods wait for this distribution's name.
          origin: new HttpOrigin(apiHost(api), { originPath: `/${stageName}` }),
          viewerProtocolPolicy,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          responseHeadersPolicy: this.#apiHeaders(),
          functionAssociations: [this.#onRequest('ToApi', TO_API)],
        },
      },
    });
    Annotations.of(this.distribution).acknowledgeWarning(
      '@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      'There is a default root object, and no query of a viewer reaches the bucket.',
    );
    this.url = `https://${domain?.name ?? this.distribution.distributionDomainName}`;
  }

  #onRequest(id: string, code: string): { function: EdgeFunction; eventType: FunctionEventType } {
    return {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(this, id, {
        code: FunctionCode.fromInline(code),
        runtime: FunctionRuntime.JS_2_0,
      }),
    };
  }

  /**
   * Scripts and styles come from the application's own files and from nowhere else; nothing is evaluated, framed or
   * posted; calls go to the site itself, the sign-in pages, the user pool and where signed links lead only. Style attributes need no exception:
   * React sets them through the object model, which the policy does not govern.
   */
  #pageHeaders(signInUrl: string, linked: readonly Bucket[]): ResponseHeadersPolicy {
    const userPools = `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/`;
    const buckets = linked.map(({ bucketRegionalDomainName: host }) => `https://${host}/`);
    return this.#headers('PageHeaders', [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src ${["'self'", `${signInUrl}/`, userPools, ...buckets].join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  }

  /**
   * The same for the page about the API, but for what Swagger UI does: its style sheet has its pictures in it, and it
   * writes descriptions, which are the API's own, into the page as markup.
   */
  #docsHeaders(signInUrl: string): ResponseHeadersPolicy {
    return this.#headers('DocsHeaders', [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      `connect-src 'self' ${signInUrl}/`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  }

  /** What the API answers is data, whatever a browser makes of it. */
  #apiHeaders(): ResponseHeadersPolicy {
    return this.#headers('ApiHeaders', ["default-src 'none'", "frame-ancestors 'none'"]);
  }

  #headers(id: string, contentSecurityPolicy: readonly string[]): ResponseHeadersPolicy {
    const override = true;
    const custom = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    };
    return new ResponseHeadersPolicy(this, id, {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy.join('; '), override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override })),
      },
    });
  }
}
