import type { FunctionRecord, PublishedVersion } from './function-record.ts';

/** The function with its `$LATEST` published under the next number; the last number again while nothing has changed. */
export function withPublishedVersion(
  record: FunctionRecord,
  needs: {
    readonly revisionId: string;
    readonly publishedAt: number;
    readonly description?: string;
    readonly creationToken?: string;
  },
): { readonly record: FunctionRecord; readonly version: string } {
  const latest = String(record.nextVersion - 1);
  if (record.versions[latest]?.publishedRevision === record.revisionId) return { version: latest, record };
  const version = String(record.nextVersion);
  const {
    name: _name,
    tags: _tags,
    policies: _policies,
    versions,
    aliases: _aliases,
    nextVersion,
    eventInvokeConfigs: _configs,
    reservedConcurrency: _reserved,
    lastModified: _modified,
    creationToken: _token,
    ...configuration
  } = record;
  const published: PublishedVersion = {
    ...configuration,
    description: needs.description ?? record.description,
    revisionId: needs.revisionId,
    publishedRevision: record.revisionId,
    publishedAt: needs.publishedAt,
    ...(needs.creationToken === undefined ? {} : { creationToken: needs.creationToken }),
  };
  return {
    version,
    record: { ...record, versions: { ...versions, [version]: published }, nextVersion: nextVersion + 1 },
  };
}
