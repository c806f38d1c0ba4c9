import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { literalSchemaKeys } from './literal-schema-keys.ts';

const SERVICE = fileURLToPath(new URL('../../service', import.meta.url));

/**
 * Where the SDK looks for credentials after the environment, which has them in every function. It imports these only
 * then; left out, they do not make each bundle larger by a fifth.
 */
const UNREACHED: string[] = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** Folders with the bundled code of each function, by its name. */
export interface FunctionBundles {
  folder(name: string): string;
  /** Removes the folders; the assembly has its own copy. */
  remove(): Promise<void>;
}

/**
 * Bundles the handler of every function: one ES module with the SDK inside and a source map beside it. The same
 * sources give the same bytes on every machine, so a function is only updated when its code has changed.
 */
export async function bundleFunctions(names: readonly string[]): Promise<FunctionBundles> {
  const root = await mkdtemp(join(tmpdir(), 'taskyard-functions-'));
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true });
  try {
    await Promise.all(names.map((name) => bundleFunction(name, join(root, name))));
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder: (name) => join(root, name), remove };
}

async function bundleFunction(name: string, folder: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: SERVICE,
    entryPoints: [`src/${name}/handler.ts`],
    // Not written there: the source map's paths are relative to it, so it must not be the temporary folder.
    outfile: `dist/${name}/index.mjs`,
    write: false,
    bundle: true,
    platform: 'node',
    // The cloud runs a later version; this one lets the local cloud run the same bytes.
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: false,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    external: UNREACHED,
    plugins: [literalSchemaKeys],
    logLevel: 'warning',
    // CommonJS dependencies ask for Node's own modules with require.
    banner: {
      js: "import{createRequire as taskyardRequire}from'node:module';const require=taskyardRequire(import.meta.url);",
    },
  });
  await mkdir(folder, { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(join(folder, basename(file.path)), file.contents)));
}
