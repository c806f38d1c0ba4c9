import {
  type BucketLifecycleConfiguration,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openS3, type S3Fixture } from '../s3-fixture.ts';

const Bucket = 'brief';
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:told';
let s3: S3Fixture;

function at(time: string): void {
  s3.iam.clock.now = Date.parse(time);
}

/** A new one for each call, because clients learn from the answers that it is another time. */
const client = (): S3Client => s3.clientOf({ systemClockOffset: s3.iam.clock.now - Date.now() });

beforeEach(async () => {
  s3 = await openS3();
  at('2026-11-20T10:00:00Z');
  await client().send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => s3.close());

const configure = (...rules: readonly Partial<LifecycleRule>[]) =>
  client().send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: rules.map((rule) => ({ Status: 'Enabled' as const, Filter: {}, ...rule })),
      },
    }),
  );
const keepVersions = () =>
  client().send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
const put = (Key: string, more: object = {}) =>
  client().send(new PutObjectCommand({ Bucket, Key, Body: Key, ...more }));
const remove = (Key: string) => client().send(new DeleteObjectCommand({ Bucket, Key }));
const tell = (...Events: ('s3:LifecycleExpiration:*' | 's3:LifecycleExpiration:Delete')[]) =>
  client().send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events }],
      },
    }),
  );

/** The events that were told, as `name key`. */
function told(): string[] {
  return s3.events.splice(0).flatMap(({ Records = [] }) =>
    Records.map((record) => {
      const { eventName, s3: what } = record as { eventName: string; s3: { object: { key: string } } };
      return `${eventName} ${what.object.key}`;
    }),
  );
}

/** Versions as `key`, delete markers as `-key`; the newest of each key first. */
async function there(): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await client().send(
    new ListObjectVersionsCommand({ Bucket }),
  );
  return [...Versions.map(({ Key }) => `${Key}`), ...DeleteMarkers.map(({ Key }) => `-${Key}`)].sort();
}

async function expireAt(time: string): Promise<string[]> {
  at(time);
  await s3.part.expire();
  return there();
}

describe('objects expire', () => {
  it('at the midnight after their days, and the function is told', async () => {
    await tell('s3:LifecycleExpiration:*');
    await configure({ Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } });
    for (const key of ['tmp/a', 'other/a']) await put(key);
    expect(await expireAt('2026-11-21T23:59:59Z')).toEqual(['other/a', 'tmp/a']);
    expect(told()).toEqual([]);
    expect(await expireAt('2026-11-22T00:00:00Z')).toEqual(['other/a']);
    expect(told()).toEqual(['LifecycleExpiration:Delete tmp/a']);
  });

  it('at a date', async () => {
    await configure({ Expiration: { Date: new Date('2026-12-01T00:00:00Z') } });
    await put('a');
    expect(await expireAt('2026-11-30T23:59:59Z')).toEqual(['a']);
    expect(await expireAt('2026-12-01T00:00:00Z')).toEqual([]);
  });

  it('only when tags and size are those of the filter', async () => {
    await configure({
      Filter: {
        And: {
          Prefix: 'a',
          Tags: [{ Key: 'k', Value: 'v' }],
          ObjectSizeGreaterThan: 2,
          ObjectSizeLessThan: 5,
        },
      },
      Expiration: { Days: 1 },
    });
    await put('abc', { Tagging: 'k=v&more=1' });
    await put('ab', { Tagging: 'k=v' });
    await put('abcde', { Tagging: 'k=v' });
    await put('abd', { Tagging: 'k=w' });
    await put('bcd', { Tagging: 'k=v' });
    expect(await expireAt('2026-12-20T00:00:00Z')).toEqual(['ab', 'abcde', 'abd', 'bcd']);
  });

  it('never by a rule that is disabled', async () => {
    await configure({ Status: 'Disabled', Expiration: { Days: 1 } });
    await put('a');
    expect(await expireAt('2026-12-20T00:00:00Z')).toEqual(['a']);
  });

  it('behind a delete marker where there are versions; the marker goes with the last of them', async () => {
    await keepVersions();
    await tell('s3:LifecycleExpiration:*');
    await configure({ Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 3 } });
    await put('a');
    expect(await expireAt('2026-11-22T00:00:00Z')).toEqual(['-a', 'a']);
    expect(told()).toEqual(['LifecycleExpiration:DeleteMarkerCreated a']);
    expect(await expireAt('2026-11-25T23:59:59Z')).toEqual(['-a', 'a']);
    // The version goes three days after the marker came, and leaves a marker with nothing behind it.
    expect(await expireAt('2026-11-26T00:00:00Z')).toEqual([]);
    expect(told()).toEqual(['LifecycleExpiration:Delete a', 'LifecycleExpiration:Delete a']);
  });
});

it('answers tell when an object goes, and by which rule', async () => {
  await configure(
    { ID: 'slow', Expiration: { Days: 9 } },
    { ID: 'tmp ü', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 1 } },
    { ID: 'never', Status: 'Disabled', Expiration: { Date: new Date('2026-11-21T00:00:00Z') } },
  );
  const soon = 'expiry-date="Sun, 22 Nov 2026 00:00:00 GMT", rule-id="tmp%20%C3%BC"';
  const place = { Bucket, Key: 'tmp/a' };
  expect((await put('tmp/a')).Expiration).toBe(soon);
  expect((await client().send(new HeadObjectCommand(place))).Expiration).toBe(soon);
  expect((await client().send(new GetObjectCommand(place))).Expiration).toBe(soon);
  expect((await put('b')).Expiration).toBe('expiry-date="Mon, 30 Nov 2026 00:00:00 GMT", rule-id="slow"');
});

describe('older versions', () => {
  it('stay as many as the rule keeps', async () => {
    await keepVersions();
    await configure({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } });
    for (let count = 0; count < 5; count += 1) await put('a');
    expect(await expireAt('2026-11-21T23:59:59Z')).toEqual(['a', 'a', 'a', 'a', 'a']);
    expect(await expireAt('2026-11-22T00:00:00Z')).toEqual(['a', 'a', 'a']);
  });

  it('that are delete markers go too, and a marker alone when the rule says so', async () => {
    await keepVersions();
    await configure({
      Expiration: { ExpiredObjectDeleteMarker: true },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    await put('a');
    await remove('a');
    await remove('alone');
    await put('b');
    expect(await expireAt('2026-11-20T12:00:00Z')).toEqual(['-a', 'a', 'b']);
    expect(await expireAt('2026-11-22T00:00:00Z')).toEqual(['b']);
  });
});

it('unfinished uploads are given up', async () => {
  await configure({
    Filter: { Prefix: 'in/' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
  });
  for (const Key of ['in/a', 'out/a']) await client().send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const uploads = async () =>
    (await client().send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.map(({ Key }) => Key);
  await expireAt('2026-11-22T23:00:00Z');
  expect(await uploads()).toEqual(['in/a', 'out/a']);
  await expireAt('2026-11-23T00:00:00Z');
  expect(await uploads()).toEqual(['out/a']);
});

describe('the configuration', () => {
  const get = () => client().send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

  it('is told as it was given, over a restart too, and goes', async () => {
    const Rules: BucketLifecycleConfiguration['Rules'] = [
      { ID: 'old', Status: 'Disabled', Prefix: 'a', Expiration: { Days: 3 } },
      {
        ID: 'all',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        Expiration: { ExpiredObjectDeleteMarker: true },
      },
      {
        ID: 'date',
        Status: 'Enabled',
        Filter: { Tag: { Key: 'k', Value: 'v' } },
        Expiration: { Date: new Date('2027-01-01T00:00:00Z') },
      },
      {
        ID: 'and',
        Status: 'Enabled',
        Filter: { And: { Prefix: 'p', ObjectSizeLessThan: 9, Tags: [{ Key: 'k', Value: 'v' }] } },
        NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 },
      },
      {
        ID: 'uploads',
        Status: 'Enabled',
        Filter: { Prefix: 'u' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ];
    await configure(
      ...Rules.map(({ Prefix, ...rule }) =>
        Prefix === undefined ? rule : { ...rule, Prefix, Filter: undefined },
      ),
    );
    await s3.restart();
    expect((await get()).Rules).toEqual(Rules);
    await client().send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
  });

  it('gives ids to rules without one', async () => {
    await configure({ Expiration: { Days: 1 } });
    expect((await get()).Rules?.[0]?.ID).toMatch(/^[0-9a-f-]{36}$/);
  });

  const tagged = { Filter: { Tag: { Key: 'k', Value: 'v' } } };
  it.each<[string, Partial<LifecycleRule>, string, RegExp]>([
    ['nothing', {}, 'InvalidRequest', /At least one action/],
    [
      'no days',
      { Expiration: { Days: 0 } },
      'InvalidArgument',
      /'Days' for Expiration action must be a positive/,
    ],
    ['noon', { Expiration: { Date: new Date('2027-01-01T12:00:00Z') } }, 'InvalidArgument', /midnight GMT/],
    ['two ends', { Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }, 'MalformedXML', /./],
    [
      'too many versions',
      { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 101 } },
      'MalformedXML',
      /./,
    ],
    ['two filters', { Prefix: 'a', Expiration: { Days: 1 } }, 'MalformedXML', /./],
    ['no filter', { Filter: undefined, Expiration: { Days: 1 } }, 'MalformedXML', /./],
    [
      'uploads with tags',
      { ...tagged, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      'InvalidRequest',
      /cannot be specified with Tags/,
    ],
    [
      'a long id',
      { ID: 'x'.repeat(256), Expiration: { Days: 1 } },
      'InvalidArgument',
      /allowed limit of 255/,
    ],
    ['a move', { Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] }, 'NotImplemented', /Transition/],
  ])('may not be %s', async (_name, rule, name, message) => {
    await expect(configure(rule)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('may not have two rules of one id', async () => {
    const rule = { ID: 'one', Expiration: { Days: 1 } };
    await expect(configure(rule, rule)).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is for those who may', async () => {
    s3.iam.clock.now = Date.now();
    const role = await s3.roleClient({
      Effect: 'Allow',
      Action: 's3:GetLifecycleConfiguration',
      Resource: '*',
    });
    await expect(role.send(new DeleteBucketLifecycleCommand({ Bucket }))).rejects.toMatchObject({
      message: expect.stringContaining('s3:PutLifecycleConfiguration'),
    });
  });
});

it('a template makes the same rules', async () => {
  const buckets = s3.part.providers.find(({ type }) => type === 'AWS::S3::Bucket');
  const Rules = [
    {
      Id: 'one',
      Status: 'Enabled',
      Prefix: 'p',
      TagFilters: [{ Key: 'k', Value: 'v' }],
      ObjectSizeGreaterThan: '5',
      ExpirationInDays: '3',
      NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 },
      Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 1 }],
    },
    { Id: 'two', Status: 'Disabled', ExpirationDate: '2027-01-01T00:00:00Z' },
    {
      Id: 'three',
      Status: 'Enabled',
      ExpiredObjectDeleteMarker: true,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 4 },
    },
    { Id: 'moves', Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 1 }] },
  ];
  await buckets?.create({
    stackName: 'stack',
    stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/stack/1',
    logicalId: 'Bucket',
    creationToken: 'AAAAAAAAAAAA',
    properties: { BucketName: 'made', LifecycleConfiguration: { Rules } },
  });
  const answer = await client().send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'made' }));
  expect(answer.Rules).toEqual([
    {
      ID: 'one',
      Status: 'Enabled',
      Filter: { And: { Prefix: 'p', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 5 } },
      Expiration: { Days: 3 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 },
    },
    {
      ID: 'two',
      Status: 'Disabled',
      Filter: { Prefix: '' },
      Expiration: { Date: new Date('2027-01-01T00:00:00Z') },
    },
    {
      ID: 'three',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Expiration: { ExpiredObjectDeleteMarker: true },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 4 },
    },
  ]);
});
