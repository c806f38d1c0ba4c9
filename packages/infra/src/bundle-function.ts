import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SERVICE = fileURLToPath(new URL('../../service', import.meta.url));

/** Folders with the bundled code of each module's function, by module name. */
export interface FunctionBundles {
  folder(module: string): string;
  /** Removes the folders; the assembly has its own copy. */
  remove(): Promise<void>;
}

/**
 * Bundles the handler of every module: one ES module with the SDK inside and a source map beside it. The same
 * sources give the same bytes on every machine, so a function is only updated when its code has changed.
 */
export async function bundleFunctions(modules: readonly string[]): Promise<FunctionBundles> {
  const root = await mkdtemp(join(tmpdir(), 'taskyard-functions-'));
  const remove = (): Promise<void> => rm(root, { recursive: true, force: true });
  try {
    await Promise.all(modules.map((module) => bundleFunction(module, join(root, module))));
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder: (module) => join(root, module), remove };
}

async function bundleFunction(module: string, folder: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: SERVICE,
    entryPoints: [`src/${module}/handler.ts`],
    // Not written there: the source map's paths are relative to it, so it must not be the temporary folder.
    outfile: `dist/${module}/index.mjs`,
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
    logLevel: 'warning',
    // CommonJS dependencies ask for Node's own modules with require.
    banner: {
      js: "import{createRequire as taskyardRequire}from'node:module';const require=taskyardRequire(import.meta.url);",
    },
  });
  await mkdir(folder, { recursive: true });
  await Promise.all(outputFiles.map((file) => writeFile(join(folder, basename(file.path)), file.contents)));
}
