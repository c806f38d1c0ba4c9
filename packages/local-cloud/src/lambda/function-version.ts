import type { FunctionConfiguration, FunctionRecord } from './function-record.ts';

/** One version of a function, as it is invoked: `$LATEST`, or one that was published. */
export interface FunctionVersion {
  readonly name: string;
  readonly version: string;
  readonly configuration: FunctionConfiguration;
  /** Differs whenever an environment of before could not serve this. */
  readonly poolKey: string;
}

export function latestVersion(record: FunctionRecord): FunctionVersion {
  return {
    name: record.name,
    version: '$LATEST',
    configuration: record,
    poolKey: `${record.name}:$LATEST:${record.revisionId}`,
  };
}
