import { GetBucketWebsiteCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type JsonObject,
  type ResourceProvider,
  type ResourceRequest,
  UnsupportedPropertyError,
} from '../cloudformation/resource-provider.ts';
import { openS3, type S3Fixture } from './s3-fixture.ts';

let s3: S3Fixture;

beforeEach(async () => {
  s3 = await openS3();
});
afterEach(() => s3.close());

function provider(type: string): ResourceProvider {
  const found = s3.part.providers.find((one) => one.type === type);
  if (found === undefined) throw new Error(type);
  return found;
}

const request = (properties: JsonObject, creationToken = 'AAAAAAAAAAAA'): ResourceRequest => ({
  stackName: 'Task-Yard',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/Task-Yard/1',
  logicalId: 'Attachments',
  creationToken,
  properties,
});

describe('AWS::S3::Bucket', () => {
  it('makes a bucket with a name of its own, again after a crash', async () => {
    const buckets = provider('AWS::S3::Bucket');
    const state = await buckets.create(request({}));
    expect(state).toEqual({
      physicalId: 'task-yard-attachments-aaaaaaaaaaaa',
      attributes: {
        Arn: 'arn:aws:s3:::task-yard-attachments-aaaaaaaaaaaa',
        DomainName: 'task-yard-attachments-aaaaaaaaaaaa.s3.amazonaws.com',
        DualStackDomainName: 'task-yard-attachments-aaaaaaaaaaaa.s3.dualstack.us-east-1.amazonaws.com',
        RegionalDomainName: 'task-yard-attachments-aaaaaaaaaaaa.s3.us-east-1.amazonaws.com',
        WebsiteURL: 'http://task-yard-attachments-aaaaaaaaaaaa.s3-website-us-east-1.amazonaws.com',
      },
    });
    expect(await buckets.create(request({}))).toEqual(state);
    await expect(buckets.create(request({ BucketName: state.physicalId }, 'BBBBBBBBBBBB'))).rejects.toThrow(
      'already own it',
    );
    await buckets.delete(state, {});
    await buckets.delete(state, {});
  });

  it('keeps versions as it says, and only suspends them later', async () => {
    const buckets = provider('AWS::S3::Bucket');
    const properties = { BucketName: 'kept', VersioningConfiguration: { Status: 'Enabled' } };
    const state = await buckets.create(request(properties));
    const put = () => s3.client.send(new PutObjectCommand({ Bucket: 'kept', Key: 'a', Body: 'x' }));
    await put();
    await put();
    await buckets.update(request({ BucketName: 'kept' }), state, properties);
    await put();
    await put();
    const { Versions } = await s3.client.send(new ListObjectVersionsCommand({ Bucket: 'kept' }));
    expect(Versions).toHaveLength(3);
    await expect(buckets.delete(state, {})).rejects.toThrow('not empty');
    expect(await buckets.update(request({ BucketName: 'other' }), state, properties)).toBe('replace');
  });

  it.each<[string, JsonObject, string]>([
    [
      'a part of a rule',
      { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Nope: [] }] } },
      'LifecycleConfiguration.Rules.0.Nope',
    ],
    [
      'a part of an action',
      { LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { Nope: 3 } }] } },
      'LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration.Nope',
    ],
    [
      'an unknown setting of CORS',
      { CorsConfiguration: { CorsRules: [{ Nope: 1 }] } },
      'CorsConfiguration.CorsRules.0.Nope',
    ],
  ])('names %s', (_name, properties, path) => {
    const check = (): void => provider('AWS::S3::Bucket').check?.(properties);
    expect(check).toThrow(UnsupportedPropertyError);
    try {
      check();
    } catch (error) {
      expect(error).toMatchObject({ path });
    }
  });
});

describe('a WebsiteConfiguration', () => {
  const website = {
    IndexDocument: 'index.html',
    ErrorDocument: 'error.html',
    RoutingRules: [
      {
        RoutingRuleCondition: { KeyPrefixEquals: 'a', HttpErrorCodeReturnedEquals: 404 },
        RedirectRule: { HostName: 'h', Protocol: 'https', HttpRedirectCode: 302, ReplaceKeyWith: 'x' },
      },
    ],
  };

  it('makes the bucket a website, and takes it away again', async () => {
    const buckets = provider('AWS::S3::Bucket');
    const properties = { BucketName: 'site', WebsiteConfiguration: website };
    const state = await buckets.create(request(properties));
    const get = () => s3.client.send(new GetBucketWebsiteCommand({ Bucket: 'site' }));
    expect(await get()).toMatchObject({
      IndexDocument: { Suffix: 'index.html' },
      ErrorDocument: { Key: 'error.html' },
      RoutingRules: [
        {
          Condition: { KeyPrefixEquals: 'a', HttpErrorCodeReturnedEquals: '404' },
          Redirect: { HostName: 'h', Protocol: 'https', HttpRedirectCode: '302', ReplaceKeyWith: 'x' },
        },
      ],
    });
    const port = new URL(s3.origin).port;
    expect(s3.part.localAddress?.(new URL(`${state.attributes.WebsiteURL}/a?b#c`))).toBe(
      `http://site.s3-website.localhost:${port}/a?b#c`,
    );
    await buckets.update(request({ BucketName: 'site' }), state, properties);
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchWebsiteConfiguration' });
  });

  it('is refused where S3 does not take it, by the name of what is not known', async () => {
    const buckets = provider('AWS::S3::Bucket');
    const properties = { BucketName: 'site', WebsiteConfiguration: { ErrorDocument: 'error.html' } };
    await expect(buckets.create(request(properties))).rejects.toThrow(
      'IndexDocument Suffix must be provided',
    );
    const strange = { WebsiteConfiguration: { ...website, RoutingRules: [{ RedirectRule: { Nope: 1 } }] } };
    expect(() => buckets.check?.(strange)).toThrow(UnsupportedPropertyError);
  });
});

describe('AWS::S3::BucketPolicy', () => {
  it('lets in whom it names, and goes', async () => {
    const open = { BlockPublicPolicy: false };
    const bucket = await provider('AWS::S3::Bucket').create(
      request({ BucketName: 'open', PublicAccessBlockConfiguration: open }),
    );
    await s3.client.send(new PutObjectCommand({ Bucket: 'open', Key: 'a', Body: 'x' }));
    const policies = provider('AWS::S3::BucketPolicy');
    const properties = {
      Bucket: 'open',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket.attributes.Arn}/*` },
        ],
      },
    };
    const get = async (): Promise<number> => (await fetch(`${s3.origin}/open/a`)).status;
    expect(await get()).toBe(403);
    const state = await policies.create(request(properties));
    expect(await get()).toBe(200);
    await policies.delete(state, properties);
    expect(await get()).toBe(403);
  });

  it('is refused for everybody where the bucket blocks it', async () => {
    await provider('AWS::S3::Bucket').create(request({ BucketName: 'closed' }));
    const Statement = [
      { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::closed/*' },
    ];
    await expect(
      provider('AWS::S3::BucketPolicy').create(
        request({ Bucket: 'closed', PolicyDocument: { Version: '2012-10-17', Statement } }),
      ),
    ).rejects.toThrow('BlockPublicPolicy');
  });
});

it('Custom::S3AutoDeleteObjects empties the bucket before it goes', async () => {
  const tags = { Tags: [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }] };
  const properties = { BucketName: 'gone', VersioningConfiguration: { Status: 'Enabled' }, ...tags };
  const bucket = await provider('AWS::S3::Bucket').create(request(properties));
  for (const Key of ['a', 'a', 'b']) {
    await s3.client.send(new PutObjectCommand({ Bucket: 'gone', Key, Body: Key }));
  }
  const custom = provider('Custom::S3AutoDeleteObjects');
  const state = await custom.create(request({ BucketName: 'gone', ServiceToken: 'arn:x' }));
  await custom.delete(state, { BucketName: 'gone' });
  await provider('AWS::S3::Bucket').delete(bucket, properties);
  expect(await s3.contentFiles()).toEqual([]);
});

it.each([
  ['https://photos.s3.us-east-1.amazonaws.com/a/b%20c?x=1', '/photos/a/b%20c?x=1'],
  ['https://photos.s3.amazonaws.com/', '/photos'],
  ['https://my.photos.s3.us-east-1.amazonaws.com/a', '/my.photos/a'],
  ['https://s3.us-east-1.amazonaws.com/photos/a', '/photos/a'],
  ['https://photos.s3.eu-west-1.amazonaws.com/a', undefined],
  ['http://photos.s3-website-eu-west-1.amazonaws.com/a', undefined],
  ['https://dynamodb.us-east-1.amazonaws.com/', undefined],
])('%s is reached at %s', (url, path) => {
  expect(s3.part.localAddress?.(new URL(url))).toBe(path === undefined ? undefined : `${s3.origin}${path}`);
});
