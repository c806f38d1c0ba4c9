import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import type { JsonObject } from '../cloudformation/resource-provider.ts';
import { frontDoor } from '../front-door/front-door.ts';
import { type Listener, listen } from '../front-door/listener.ts';
import { type IamFixture, LAMBDA_TRUST, openIam } from '../iam/testing/iam-fixture.ts';
import { createS3, type S3Part } from './s3.ts';

/** An event that a function was sent. */
export interface SentEvent {
  readonly functionArn: string;
  readonly Records: readonly Record<string, unknown>[];
}

/** S3 behind a listener of its own. */
export interface S3Fixture {
  readonly iam: IamFixture;
  readonly origin: string;
  part: S3Part;
  /** Signs as the administrator. */
  readonly client: S3Client;
  /** What functions were sent, which take everything but for those whose name ends with `forbidden`. */
  readonly events: SentEvent[];
  readonly objectsDirectory: string;
  /** The names of all content files, with those of unfinished uploads. */
  contentFiles(): Promise<string[]>;
  clientOf(config: Partial<S3ClientConfig>): S3Client;
  /** Signs as a function whose role has these statements. */
  roleClient(...statements: readonly JsonObject[]): Promise<S3Client>;
  /** Opens the same store and files again, as after a restart. */
  restart(): Promise<void>;
  /** Throws when the service itself has failed. */
  close(): Promise<void>;
}

export interface S3Options {
  /** Made before it is given out. */
  readonly bucket?: string;
  /** An empty folder for its data; one of its own unless given. */
  readonly directory?: string;
}

export async function openS3({ bucket, directory }: S3Options = {}): Promise<S3Fixture> {
  const iam = await openIam();
  const dataDirectory = directory ?? (await mkdtemp(join(tmpdir(), 's3-')));
  const objectsDirectory = join(dataDirectory, 'objects');
  const store = iam.context.store.namespace('s3');
  const faults: unknown[] = [];
  const events: SentEvent[] = [];
  const nowhere = async (): Promise<never> => {
    throw new Error('not part of this test');
  };
  let part: S3Part | undefined;
  const listener: Listener = await listen({
    port: 0,
    sources: SYSTEM_SOURCES,
    handler: (request) =>
      frontDoor(
        {
          services: part?.services ?? [],
          authenticate: iam.iam.authenticate,
          api: nowhere,
          functionUrl: nowhere,
          pages: nowhere,
          local: nowhere,
          localAddress: () => undefined,
        },
        iam.context.journal,
      )(request),
    onFault: (_request, error) => void faults.push(error),
  });
  const origin = `http://127.0.0.1:${listener.port}`;
  const open = (): Promise<S3Part> =>
    createS3(
      { ...iam.context, store, origin },
      {
        dataDirectory,
        streams: iam.iam.streams,
        locateAsset: () => undefined,
        localAddress: () => undefined,
        notifications: {
          allows: (functionArn) => !functionArn.endsWith('forbidden'),
          send: async (functionArn, payload) => void events.push({ functionArn, ...JSON.parse(payload) }),
        },
      },
    );
  part = await open();

  const clientOf = (config: Partial<S3ClientConfig>): S3Client =>
    new S3Client({
      endpoint: origin,
      region: 'us-east-1',
      credentials: iam.iam.administrator,
      maxAttempts: 1,
      ...config,
    });
  let roles = 0;
  const fixture: S3Fixture = {
    iam,
    origin,
    part,
    client: clientOf({}),
    events,
    objectsDirectory,
    contentFiles: async () => {
      const entries = await readdir(objectsDirectory, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    clientOf,
    roleClient: async (...statements) => {
      roles += 1;
      const role = await iam.create('AWS::IAM::Role', `Role${roles}`, {
        RoleName: `handler-${roles}`,
        AssumeRolePolicyDocument: LAMBDA_TRUST,
        Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      });
      return clientOf({ credentials: sdkCredentials(iam.assume(role)) });
    },
    restart: async () => {
      await part?.close?.();
      part = await open();
      fixture.part = part;
    },
    close: async () => {
      fixture.client.destroy();
      await listener.close();
      await part?.close?.();
      await iam.close();
      await rm(dataDirectory, { recursive: true });
      if (faults.length > 0) throw new AggregateError(faults, 'S3 has failed');
    },
  };
  if (bucket !== undefined) await fixture.client.send(new CreateBucketCommand({ Bucket: bucket }));
  return fixture;
}

function sdkCredentials(keys: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}): { accessKeyId: string; secretAccessKey: string; sessionToken: string } {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return { accessKeyId, secretAccessKey, sessionToken };
}
