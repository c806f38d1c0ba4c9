import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { NestedTemplates } from '../cloudformation/nested-stacks.ts';
import { parseTemplate, type Template } from '../cloudformation/template.ts';

/** One stack of an assembly, as `cdk deploy` would send it. */
export interface AssemblyStack {
  /** The name of the CloudFormation stack. */
  readonly stackName: string;
  readonly template: Template;
  /** Values that the assembly gives for the template's parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The templates of nested stacks, by the keys of the objects that hold them. */
  readonly nested: NestedTemplates;
}

/** What `cdk synth` wrote: the stacks in the order of their deployment, and where the assets lie. */
export interface CloudAssembly {
  readonly directory: string;
  readonly stacks: readonly AssemblyStack[];
  readonly assets: AssetLocator;
}

/** Finds the files that a template names by bucket and key. */
export interface AssetLocator {
  /** An absolute path of a directory or a file; undefined when the assembly has no such asset. */
  directoryOf(bucket: string, key: string): string | undefined;
}

/** An assembly that cannot be read; the message names the file and what is wrong with it. */
export class AssemblyError extends Error {
  override name = 'AssemblyError';
}

interface Artifact {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly displayName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the cloud assembly in `directory` (CDK's `cdk.out`), nested assemblies included.
 * Throws AssemblyError.
 */
export async function readCloudAssembly(directory: string): Promise<CloudAssembly> {
  const assets = new Map<string, string>();
  const nested = new Map<string, Template>();
  const stacks = await readDirectory(resolve(directory), { assets, nested });
  if (stacks.length === 0) throw new AssemblyError(`${directory} holds no CloudFormation stack.`);
  return {
    directory: resolve(directory),
    stacks,
    assets: { directoryOf: (_bucket, key) => assets.get(key) },
  };
}

interface FoundAssets {
  readonly assets: Map<string, string>;
  readonly nested: Map<string, Template>;
}

async function readDirectory(directory: string, found: FoundAssets): Promise<AssemblyStack[]> {
  const manifest = await readJson(join(directory, 'manifest.json'));
  const artifacts = record(manifest.artifacts) as Readonly<Record<string, Artifact>>;
  const stacks: AssemblyStack[] = [];
  for (const id of inDependencyOrder(artifacts)) {
    const artifact = artifacts[id];
    if (artifact === undefined) continue;
    const properties = artifact.properties ?? {};
    if (artifact.type === 'aws:cloudformation:stack') {
      const file = join(directory, text(properties.templateFile, `${id}.templateFile`));
      stacks.push({
        stackName: typeof properties.stackName === 'string' ? properties.stackName : id,
        template: parseTemplate(await readJson(file), file),
        parameters: record(properties.parameters ?? {}) as Record<string, string>,
        nested: found.nested,
      });
    } else if (artifact.type === 'cdk:asset-manifest') {
      await readAssets(directory, text(properties.file, `${id}.file`), found);
    } else if (artifact.type === 'cdk:cloud-assembly') {
      stacks.push(...(await readDirectory(join(directory, text(properties.directoryName, id)), found)));
    }
  }
  return stacks;
}

/** Templates are assets too; those that CDK marks as a nested stack's are read at once. */
const NESTED_TEMPLATE = /\.nested\.template\.json$/;

async function readAssets(directory: string, file: string, { assets, nested }: FoundAssets): Promise<void> {
  const manifest = await readJson(join(directory, file));
  for (const asset of Object.values(record(manifest.files ?? {}))) {
    const { source, destinations } = record(asset);
    const path = record(source).path;
    // An executable source is built by a command while publishing; nothing is there to read.
    if (typeof path !== 'string') continue;
    for (const destination of Object.values(record(destinations))) {
      const key = text(record(destination).objectKey, `${file}: objectKey`);
      assets.set(key, resolve(directory, path));
      if (NESTED_TEMPLATE.test(path)) {
        nested.set(key, parseTemplate(await readJson(resolve(directory, path)), path));
      }
    }
  }
}

/** Artifacts after those they depend on; otherwise in the manifest's order. */
function inDependencyOrder(artifacts: Readonly<Record<string, Artifact>>): string[] {
  const ordered = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (ordered.has(id)) return;
    if (path.includes(id))
      throw new AssemblyError(`Artifacts depend on each other: ${[...path, id].join(' -> ')}`);
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency, [...path, id]);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id, []);
  return [...ordered];
}

async function readJson(file: string): Promise<Record<string, unknown>> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (cause) {
    const notAFolder = cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR';
    throw new AssemblyError(
      notAFolder
        ? `${dirname(file)} is a file: name the folder that cdk synth wrote (cdk.out), not one template.`
        : `${file} cannot be read: is it a cloud assembly (the output of cdk synth)?`,
      { cause },
    );
  }
  try {
    return record(JSON.parse(content));
  } catch (cause) {
    throw new AssemblyError(`${file} is not a JSON object.`, { cause });
  }
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AssemblyError('The assembly is not of the expected form: an object is missing.');
  }
  return value as Record<string, unknown>;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new AssemblyError(`The assembly gives no ${what}.`);
  return value;
}
