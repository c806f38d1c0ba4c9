import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../cloudformation/resource-provider.ts';
import { openS3, type S3Fixture } from '../s3-fixture.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:told';

let s3: S3Fixture;
beforeAll(async () => {
  s3 = await openS3();
  await s3.client.send(new CreateBucketCommand({ Bucket: 'photos' }));
});
afterAll(async () => {
  await s3.close();
});

const configure = (...rules: readonly Partial<LambdaFunctionConfiguration>[]) =>
  s3.client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: 'photos',
      NotificationConfiguration: {
        LambdaFunctionConfigurations: rules.map((rule) => ({
          LambdaFunctionArn: FUNCTION,
          Events: ['s3:ObjectCreated:*'],
          ...rule,
        })),
      },
    }),
  );

const put = (Key: string, Body = 'content') =>
  s3.client.send(new PutObjectCommand({ Bucket: 'photos', Key, Body }));

/** Makes a resource as a template does. */
async function create(type: string, logicalId: string, properties: JsonObject): Promise<void> {
  const provider = s3.part.providers.find((one) => one.type === type);
  const stack = { stackName: 'Stack', stackId: 'arn:stack', creationToken: 'AAAAAAAAAAAA' };
  await provider?.create({ ...stack, logicalId, properties });
}

/** The names and keys of the events that were sent since the last time. */
function sent(): string[] {
  return s3.events
    .splice(0)
    .flatMap(({ Records }) => Records.map((record) => `${record.eventName} ${Object(record.s3).object.key}`));
}

describe('notifications', () => {
  beforeEach(async () => {
    await configure();
    sent();
  });

  it('tell a function what happened, in the form of AWS', async () => {
    await configure({ Id: 'mine' });
    const { ETag = '' } = await put('a b/ü+c.txt');
    expect(s3.events.splice(0)).toEqual([
      {
        functionArn: FUNCTION,
        Records: [
          {
            eventVersion: '2.1',
            eventSource: 'aws:s3',
            awsRegion: 'us-east-1',
            eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
            eventName: 'ObjectCreated:Put',
            userIdentity: { principalId: expect.stringMatching(/^AWS:\w+/) },
            requestParameters: { sourceIPAddress: '127.0.0.1' },
            responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
            s3: {
              s3SchemaVersion: '1.0',
              configurationId: 'mine',
              bucket: {
                name: 'photos',
                ownerIdentity: { principalId: expect.any(String) },
                arn: 'arn:aws:s3:::photos',
              },
              object: {
                key: 'a+b/%C3%BC%2Bc.txt',
                size: 7,
                eTag: ETag.replaceAll('"', ''),
                sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
              },
            },
          },
        ],
      },
    ]);
  });

  it('tell of every way in which objects come, change and go', async () => {
    await configure({ Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*'] });
    const place = { Bucket: 'photos', Key: 'one' };
    await put('one');
    await s3.client.send(new CopyObjectCommand({ Bucket: 'photos', Key: 'two', CopySource: 'photos/one' }));
    await s3.client.send(
      new PutObjectTaggingCommand({ ...place, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
    );
    await new Upload({
      client: s3.client,
      params: { Bucket: 'photos', Key: 'parts', Body: Buffer.alloc(6 * 1024 * 1024) },
    }).done();
    await s3.client.send(new DeleteObjectCommand(place));
    await s3.client.send(
      new DeleteObjectsCommand({ Bucket: 'photos', Delete: { Objects: [{ Key: 'two' }, { Key: 'parts' }] } }),
    );
    expect(sent()).toEqual([
      'ObjectCreated:Put one',
      'ObjectCreated:Copy two',
      'ObjectTagging:Put one',
      'ObjectCreated:CompleteMultipartUpload parts',
      'ObjectRemoved:Delete one',
      'ObjectRemoved:Delete two',
      'ObjectRemoved:Delete parts',
    ]);
  });

  it('tell of the events and keys alone that they name', async () => {
    await configure({
      Events: ['s3:ObjectCreated:Put'],
      Filter: {
        Key: {
          FilterRules: [
            { Name: 'prefix', Value: 'in/' },
            { Name: 'suffix', Value: '.jpg' },
          ],
        },
      },
    });
    for (const key of ['in/a.jpg', 'in/a.png', 'out/a.jpg']) await put(key);
    await s3.client.send(
      new CopyObjectCommand({ Bucket: 'photos', Key: 'in/b.jpg', CopySource: 'photos/in/a.jpg' }),
    );
    expect(sent()).toEqual(['ObjectCreated:Put in/a.jpg']);
  });

  it('say nothing of what was refused', async () => {
    await configure({});
    await put('once');
    const again = new PutObjectCommand({ Bucket: 'photos', Key: 'once', Body: 'x', IfNoneMatch: '*' });
    await expect(s3.client.send(again)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(sent()).toEqual(['ObjectCreated:Put once']);
  });

  it('name the versions of a bucket that has them', async () => {
    const bucket = { Bucket: 'versions' };
    await s3.client.send(new CreateBucketCommand(bucket));
    await s3.client.send(
      new PutBucketVersioningCommand({ ...bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    await s3.client.send(
      new PutBucketNotificationConfigurationCommand({
        ...bucket,
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectRemoved:*'] }],
        },
      }),
    );
    await s3.client.send(new PutObjectCommand({ ...bucket, Key: 'k', Body: 'x' }));
    const { VersionId } = await s3.client.send(new DeleteObjectCommand({ ...bucket, Key: 'k' }));
    const [event] = s3.events.splice(0);
    expect(event?.Records[0]).toMatchObject({
      eventName: 'ObjectRemoved:DeleteMarkerCreated',
      s3: { object: { key: 'k', versionId: VersionId } },
    });
  });

  it('are read back as they were given', async () => {
    const Filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'a/' }] } };
    await configure({ Id: 'one', Filter });
    const { LambdaFunctionConfigurations } = await s3.client.send(
      new GetBucketNotificationConfigurationCommand({ Bucket: 'photos' }),
    );
    expect(LambdaFunctionConfigurations).toEqual([
      {
        Id: 'one',
        LambdaFunctionArn: FUNCTION,
        Events: ['s3:ObjectCreated:*'],
        // S3 writes the name with a capital letter.
        Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'a/' }] } },
      },
    ]);
  });

  it.each<[string, Partial<LambdaFunctionConfiguration>[], string]>([
    [
      'a function that does not let S3 in',
      [{ LambdaFunctionArn: `${FUNCTION}-forbidden` }],
      'Unable to validate the following destination configurations',
    ],
    ['two rules for one event', [{}, { Events: ['s3:ObjectCreated:Put'] }], 'Configurations overlap'],
  ])('are refused for %s', async (_name, rules, message) => {
    await expect(configure(...rules)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: expect.stringContaining(message),
    });
  });

  it('come with a template, and with the custom resource of CDK', async () => {
    const rule = (event: string): JsonObject => ({ Event: event, Function: FUNCTION });
    await create('AWS::S3::Bucket', 'Told', {
      BucketName: 'told',
      NotificationConfiguration: { LambdaConfigurations: [rule('s3:ObjectCreated:*')] },
    });
    await s3.client.send(new PutObjectCommand({ Bucket: 'told', Key: 'k', Body: 'x' }));
    expect(sent()).toEqual(['ObjectCreated:Put k']);
    await create('Custom::S3BucketNotifications', 'Own', {
      BucketName: 'photos',
      Managed: true,
      SkipDestinationValidation: false,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [
          {
            Events: ['s3:ObjectCreated:*'],
            Filter: { Key: { FilterRules: [{ Name: 'suffix', Value: '.txt' }] } },
            LambdaFunctionArn: FUNCTION,
          },
        ],
      },
    });
    await put('a.txt');
    await put('a.jpg');
    expect(sent()).toEqual(['ObjectCreated:Put a.txt']);
  });
});
