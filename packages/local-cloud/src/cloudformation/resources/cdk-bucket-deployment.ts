import { writeFile } from 'node:fs/promises';
import { randomText } from '../../aws/sources.ts';
import { deleteBelow, deployFiles } from '../../s3/bucket-deployment/deploy-files.ts';
import { fileFilter } from '../../s3/bucket-deployment/file-filter.ts';
import {
  type DeploymentSource,
  type SourceNeeds,
  withSourceFiles,
} from '../../s3/bucket-deployment/source-files.ts';
import type { BucketRecord } from '../../s3/bucket-record.ts';
import { openContent } from '../../s3/object-answer.ts';
import type { S3State } from '../../s3/s3-call.ts';
import type { LocalAddress } from '../local-addresses.ts';
import { type JsonObject, type ResourceProvider, UnsupportedPropertyError } from '../resource-provider.ts';
import { flagOf, listOf, objectOf, textsOf } from './property-values.ts';

const SYSTEM_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/**
 * Custom::CDKBucketDeployment, which puts assets into a bucket. On AWS a function of CDK does it with `aws s3 sync`;
 * here it is done without one. Distributions cache nothing here, so there is nothing to invalidate.
 */
export function cdkBucketDeploymentProvider(
  state: S3State,
  needs: {
    locateAsset(bucket: string, key: string): string | undefined;
    readonly localAddress: LocalAddress;
  },
): ResourceProvider {
  const sourceNeeds: SourceNeeds = {
    locate: needs.locateAsset,
    fetch: (bucket, key, file) => fetchObject(state, bucket, key, file),
  };

  async function deploy(properties: JsonObject): Promise<void> {
    await withSourceFiles(
      sourceNeeds,
      sourcesOf(properties),
      flagOf(properties.Extract, true),
      async (files) => {
        await deployFiles(
          state,
          {
            bucket: state.buckets.get(bucketOf(properties)),
            prefix: prefixOf(properties),
            filter: fileFilter(textsOf(properties.Exclude), textsOf(properties.Include)),
            prune: flagOf(properties.Prune, true),
            headers: foldedTexts(properties.SystemMetadata),
            metadata: foldedTexts(properties.UserMetadata),
            localAddress: needs.localAddress,
          },
          files,
        );
      },
    );
  }

  /** Deletes what was deployed, unless it shall stay. */
  async function remove(properties: JsonObject): Promise<void> {
    const bucket = state.buckets.find(bucketOf(properties));
    if (bucket === undefined || flagOf(properties.RetainOnDelete, true)) return;
    await deleteBelow(state, bucket, prefixOf(properties));
  }

  const attributesOf = ({ DestinationBucketArn: arn }: JsonObject): Record<string, string> =>
    arn === undefined ? {} : { DestinationBucketArn: String(arn) };

  return {
    type: 'Custom::CDKBucketDeployment',
    properties: {
      DestinationBucketArn: 'supported',
      DestinationBucketKeyPrefix: 'supported',
      DestinationBucketName: 'supported',
      DistributionId: 'supported',
      DistributionPaths: 'supported',
      Exclude: 'supported',
      Extract: 'supported',
      Include: 'supported',
      OutputObjectKeys: 'supported',
      OutputObjectVersionIds: {
        supportedWhen: (value) => String(value) === 'false',
        otherwise: { refused: 'the ids of versions are not given back.' },
      },
      Prune: 'supported',
      RetainOnDelete: 'supported',
      ServiceToken: 'supported',
      SignContent: 'supported',
      SourceBucketNames: 'supported',
      SourceMarkers: 'supported',
      SourceMarkersConfig: 'supported',
      SourceObjectKeys: 'supported',
      SystemMetadata: 'supported',
      UserMetadata: 'supported',
      WaitForDistributionInvalidation: 'supported',
    },
    check({ SystemMetadata }) {
      for (const name of Object.keys(foldedTexts(SystemMetadata))) {
        if (SYSTEM_HEADERS.includes(name)) continue;
        throw new UnsupportedPropertyError(`SystemMetadata.${name}`, 'this property is not supported.');
      }
    },
    async create({ properties }) {
      await deploy(properties);
      const letters = '0123456789abcdef';
      return {
        physicalId: `aws.cdk.s3deployment.${randomText(state.sources, 32, letters)}`,
        attributes: attributesOf(properties),
      };
    },
    async update({ properties }, resource, previous) {
      const moved =
        bucketOf(properties) !== bucketOf(previous) || prefixOf(properties) !== prefixOf(previous);
      if (moved) await remove({ ...previous, RetainOnDelete: properties.RetainOnDelete ?? true });
      await deploy(properties);
      return { ...resource, attributes: attributesOf(properties) };
    },
    async delete(_resource, previous) {
      const bucket = state.buckets.find(bucketOf(previous));
      // A replacement of this deployment may own the same place by now; CDK marks it with a tag.
      if (bucket === undefined || isOwned(bucket, String(previous.DestinationBucketKeyPrefix ?? ''))) return;
      await remove(previous);
    },
  };
}

function bucketOf({ DestinationBucketName: name }: JsonObject): string {
  return String(name ?? '');
}

/** As `aws s3 sync` reads it: a slash alone is none, and one is added at the end. */
function prefixOf({ DestinationBucketKeyPrefix: given }: JsonObject): string {
  const prefix = String(given ?? '');
  if (prefix === '' || prefix === '/') return '';
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}

function isOwned({ tags }: BucketRecord, prefix: string): boolean {
  const tag = prefix === '' ? 'aws-cdk:cr-owned' : `aws-cdk:cr-owned:${prefix}`;
  return Object.keys(tags).some((name) => name.startsWith(tag));
}

function sourcesOf(properties: JsonObject): DeploymentSource[] {
  const buckets = textsOf(properties.SourceBucketNames);
  const markers = listOf(properties.SourceMarkers);
  const settings = listOf(properties.SourceMarkersConfig);
  return textsOf(properties.SourceObjectKeys).map((key, at) => {
    const { jsonEscape, markerEncodings } = objectOf(settings[at]);
    return {
      bucket: buckets[at] ?? '',
      key,
      markers: objectOf(markers[at]),
      markerSettings: { jsonEscape: flagOf(jsonEscape), encodings: objectOf(markerEncodings) },
    };
  });
}

function foldedTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([name, text]) => [name.toLowerCase(), String(text)]),
  );
}

async function fetchObject(state: S3State, bucket: string, key: string, file: string): Promise<boolean> {
  const found = state.buckets.find(bucket);
  const version = found && state.index.current(found.id, key);
  if (version === undefined || version.deleteMarker === true) return false;
  await writeFile(file, await openContent(state, version.content, { start: 0, end: version.size - 1 }));
  return true;
}
