import type { FunctionConfiguration, FunctionRecord } from './function-record.ts';

/** One version of a function, as it is invoked: `$LATEST`, or one that was published. */
export interface FunctionVersion {
  readonly name: string;
  readonly version: string;
  readonly configuration: FunctionConfiguration;
  /** Differs whenever an environment of before could not serve this. */
  readonly poolKey: string;
}

/**
 * The version that a qualifier means: `$LATEST` (also when there is none), a number, or an alias.
 * `random` (0 to 1) chooses between the versions of an alias that divides its requests.
 */
export function versionOf(
  record: FunctionRecord,
  qualifier: string | undefined,
  random: () => number,
): FunctionVersion | undefined {
  if (qualifier === undefined || qualifier === '$LATEST') {
    return functionVersion(record, '$LATEST', record, record.revisionId);
  }
  const alias = Object.hasOwn(record.aliases, qualifier) ? record.aliases[qualifier] : undefined;
  let number = qualifier;
  if (alias !== undefined) {
    const { routing } = alias;
    number = routing !== undefined && random() < routing.weight ? routing.version : alias.version;
    if (number === '$LATEST') return versionOf(record, undefined, random);
  }
  const published = Object.hasOwn(record.versions, number) ? record.versions[number] : undefined;
  return published && functionVersion(record, number, published, published.revisionId);
}

/** The pool keys of every version that can still be invoked. */
export function poolKeys(record: FunctionRecord): Set<string> {
  const numbers = ['$LATEST', ...Object.keys(record.versions)];
  return new Set(numbers.flatMap((number) => versionOf(record, number, () => 0)?.poolKey ?? []));
}

function functionVersion(
  { name }: FunctionRecord,
  version: string,
  configuration: FunctionConfiguration,
  revisionId: string,
): FunctionVersion {
  return { name, version, configuration, poolKey: `${name}:${version}:${revisionId}` };
}
