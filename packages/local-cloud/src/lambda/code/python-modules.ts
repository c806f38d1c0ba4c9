import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Fills `modules`, a folder where Python code looks for modules: with those of the layers, and the AWS SDK as it is
 * installed on this machine (paths by module name). The last layer wins, and a layer's SDK over the machine's.
 */
export async function linkPythonModules(
  modules: string,
  layerDirectories: readonly string[],
  sdkModules: Readonly<Record<string, string>>,
): Promise<void> {
  for (const layer of layerDirectories.toReversed()) {
    for (const folder of await moduleFolders(layer)) {
      for (const name of await readdir(folder)) await linkOnce(join(folder, name), join(modules, name));
    }
  }
  for (const [name, path] of Object.entries(sdkModules)) {
    await linkOnce(path, join(modules, path.endsWith('.py') ? `${name}.py` : name));
  }
}

/** `python/lib/python3.N/site-packages` and `python` of a layer. */
async function moduleFolders(layer: string): Promise<string[]> {
  const base = join(layer, 'python');
  if (!existsSync(base)) return [];
  const library = join(base, 'lib');
  const versions = existsSync(library) ? (await readdir(library)).sort().reverse() : [];
  return [...versions.map((name) => join(library, name, 'site-packages')), base].filter(existsSync);
}

async function linkOnce(from: string, to: string): Promise<void> {
  if (!existsSync(to)) await symlink(from, to);
}
