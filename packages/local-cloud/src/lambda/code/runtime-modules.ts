import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What Lambda's Node runtimes bring along, so that functions need not bundle it. */
const SCOPES = ['@aws-sdk', '@smithy'];

/**
 * Fills `modules`, the `node_modules` beside a function's code, as Lambda's NODE_PATH does: with the modules of the
 * layers, and the AWS SDK as it is installed above one of `projects`. Nothing else of the projects is seen.
 */
export async function linkRuntimeModules(
  modules: string,
  layerDirectories: readonly string[],
  projects: readonly string[],
): Promise<void> {
  // The last layer wins, and a layer's SDK wins over the runtime's.
  for (const layer of layerDirectories.toReversed()) {
    for (const folder of await moduleFolders(layer)) await linkModules(folder, modules);
  }
  for (const scope of SCOPES) {
    const found = projects.map((project) => nearestScope(project, scope)).find((path) => path !== undefined);
    if (found !== undefined) await linkScope(found, join(modules, scope));
  }
}

/** `nodejs/nodeNN/node_modules` and `nodejs/node_modules` of a layer, in the order in which they count. */
async function moduleFolders(layer: string): Promise<string[]> {
  const base = join(layer, 'nodejs');
  if (!existsSync(base)) return [];
  const versions = (await readdir(base)).filter((name) => /^node\d+$/.test(name)).sort();
  return [...versions.reverse().map((name) => join(base, name)), base]
    .map((folder) => join(folder, 'node_modules'))
    .filter((folder) => existsSync(folder));
}

async function linkModules(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (name.startsWith('@')) await linkScope(join(from, name), join(to, name));
    else if (!existsSync(join(to, name))) await symlink(join(from, name), join(to, name));
  }
}

async function linkScope(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (!existsSync(join(to, name))) await symlink(join(from, name), join(to, name));
  }
}

/** The scope's folder in the nearest `node_modules` at or above `directory`. */
function nearestScope(directory: string, scope: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', scope);
    if (existsSync(folder)) return folder;
    if (dirname(at) === at) return undefined;
  }
}
