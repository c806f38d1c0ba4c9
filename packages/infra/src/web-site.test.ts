import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { templates } from './synthesized.fixture.ts';

const { api, data } = templates();
const domainName = { 'Fn::GetAtt': [Match.stringLikeRegexp('^SiteDistribution'), 'DomainName'] };
const below = (path: string): object => ({ 'Fn::Join': ['', ['https://', domainName, path]] });

describe('the site', () => {
  it('is a bucket that only the distribution reads', () => {
    api.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:ListBucket'],
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: { StringEquals: { 'AWS:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
    api.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it('has the API below /api/, whose errors no page hides', () => {
    api.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        CustomErrorResponses: Match.absent(),
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
        CacheBehaviors: Match.arrayWith([
          Match.objectLike({
            PathPattern: '/api/*',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            // CachingDisabled and AllViewerExceptHostHeader
            CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
            OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
          }),
        ]),
        Origins: Match.arrayWith([Match.objectLike({ OriginPath: '/dev' })]),
      },
    });
  });

  it('sends a policy that lets in its own scripts and styles alone', () => {
    const policies = Object.values(api.findResources('AWS::CloudFront::ResponseHeadersPolicy')).map(
      ({ Properties }) =>
        JSON.stringify(
          Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy
            .ContentSecurityPolicy,
        ),
    );
    expect(policies).toHaveLength(3);
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
    }
    // Pictures in Swagger UI's style sheet; nothing else comes out of data.
    const withData = policies.filter((policy) => policy.includes('data:'));
    expect(withData).toHaveLength(1);
    expect(withData.join().replace("img-src 'self' data:;", '')).not.toContain('data:');
    expect(policies.join()).toContain("script-src 'self'; style-src 'self'");
  });

  it('is where people come back to, and the one origin that may call the API from elsewhere', () => {
    api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: [below('/callback')],
      LogoutURLs: [below('/')],
    });
    api.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({ ALLOWED_ORIGIN: { 'Fn::Join': ['', ['https://', domainName]] } }),
      },
    });
    data.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: { CorsRules: [Match.objectLike({ AllowedOrigins: ['*'] })] },
    });
  });

  it('gets its assets before its pages, which are never kept by browsers', () => {
    api.hasResource('Custom::CDKBucketDeployment', {
      Properties: {
        Exclude: ['*'],
        Include: ['assets/*'],
        Prune: false,
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
    });
    api.hasResource('Custom::CDKBucketDeployment', {
      Properties: {
        Exclude: ['assets/*'],
        Prune: true,
        SystemMetadata: { 'cache-control': 'no-cache' },
        DistributionPaths: ['/index.html', '/docs/index.html', '/config.json'],
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^SiteFilesAssets')]),
    });
  });

  it('answers to a name of its own, with a certificate for it', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const named = templates({ webUrl: 'https://tasks.example.com', certificateArn });
    named.api.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['tasks.example.com'],
        ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    named.api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://tasks.example.com/callback'],
    });
    expect(JSON.stringify(named.api.toJSON())).not.toContain('localhost');
  });
});
