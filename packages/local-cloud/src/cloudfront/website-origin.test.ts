import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, openSite, type SiteFixture } from './cloudfront-fixture.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/** As CDK writes it for `websiteIndexDocument`, `publicReadAccess` and an `S3StaticWebsiteOrigin`. */
const RESOURCES = {
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'pages',
      PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets: false },
      WebsiteConfiguration: {
        IndexDocument: 'index.html',
        ErrorDocument: 'error.html',
        RoutingRules: [
          {
            RoutingRuleCondition: { KeyPrefixEquals: 'old/' },
            RedirectRule: {
              HostName: { 'Fn::Sub': 'other.s3-website-${AWS::Region}.amazonaws.com' },
              ReplaceKeyPrefixWith: 'new/',
            },
          },
        ],
      },
    },
  },
  Policy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 's3:GetObject',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] },
          },
        ],
      },
    },
  },
  Files: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      ServiceToken: 'arn',
      SourceBucketNames: ['assets'],
      SourceObjectKeys: ['site.zip'],
      DestinationBucketName: { Ref: 'Bucket' },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          {
            Id: 'website',
            DomainName: {
              'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] }] }],
            },
            CustomOriginConfig: { OriginProtocolPolicy: 'http-only' },
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'website',
          ViewerProtocolPolicy: 'allow-all',
          CachePolicyId: CACHING_OPTIMIZED,
        },
      },
    },
  },
};
const FILES = { 'index.html': 'home', 'docs/index.html': 'docs', 'error.html': 'sorry' };
const OUTPUTS = {
  Url: { Value: { 'Fn::Sub': 'https://${Distribution.DomainName}' } },
  WebsiteUrl: { Value: { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] } },
};

describe('a website of a template', () => {
  let site: SiteFixture;
  beforeAll(async () => {
    site = await openSite();
    await site.deploy(RESOURCES, FILES, OUTPUTS);
  });
  afterAll(() => site.close());

  const websiteUrl = (): string => site.cloud.outputs().Site?.WebsiteUrl ?? '';
  const seen = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await ask(url, { headers });
    return [answer.status, answer.headers.location ?? answer.body.toString()];
  };

  it('has a local address of its own, where nothing else is served', async () => {
    expect(websiteUrl()).toMatch(/^http:\/\/pages\.s3-website\.localhost:\d+$/);
    const Host = new URL(websiteUrl()).host;
    expect(await seen(`${websiteUrl()}/docs/`, { Host })).toEqual([200, 'docs']);
    expect(await seen(`${websiteUrl()}/docs`, { Host })).toEqual([302, '/docs/']);
    expect(await seen(`${websiteUrl()}/_local/health`, { Host })).toEqual([403, 'sorry']);
    expect(await seen(`${websiteUrl()}/`, { Host: 'pages.s3-website.evil.example' })).toEqual([
      403,
      expect.stringContaining('This Host is not served here'),
    ]);
  });

  it.each([
    ['/', 200, 'home'],
    ['/docs/', 200, 'docs'],
    ['/docs', 302, '/docs/'],
    ['/none', 403, 'sorry'],
  ])('is an origin of a distribution: %s', async (path, status, body) => {
    expect(await seen(`${site.url()}${path}`)).toEqual([status, body]);
  });

  it("leads to another one by that one's local address", async () => {
    const { port } = new URL(websiteUrl());
    expect(await seen(`${site.url()}/old/a`)).toEqual([
      301,
      `http://other.s3-website.localhost:${port}/new/a`,
    ]);
  });
});
