import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RuntimeError } from './runtime-errors.ts';

/** A function of the user's; what it takes depends on the declared runtime. */
export type Handler = (...parameters: unknown[]) => unknown;

/**
 * Finds and loads `handler` (`folder/file.path.to.function`) below `taskRoot`, in the order in which
 * Lambda's Node runtime looks. Throws RuntimeError, or what the module itself throws.
 */
export async function loadHandler(taskRoot: string, handler: string): Promise<Handler> {
  if (handler.includes('..')) {
    throw new RuntimeError(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const file = basename(handler);
  const folder = handler.slice(0, handler.length - file.length);
  const [, name, path] = /^([^.]*)\.(.*)$/.exec(file) ?? [];
  if (name === undefined || path === undefined) throw new RuntimeError('MalformedHandlerName', 'Bad handler');

  const module = await loadModule(taskRoot, folder, name);
  const found = path
    .split('.')
    .reduce<unknown>((value, key) => (isIndexable(value) ? value[key] : undefined), module);
  if (!found) throw new RuntimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (!isHandler(found)) throw new RuntimeError('HandlerNotFound', `${handler} is not a function`);
  return found;
}

async function loadModule(taskRoot: string, folder: string, name: string): Promise<unknown> {
  const require = createRequire(pathToFileURL(join(taskRoot, 'index.js')));
  const path = resolve(taskRoot, folder, name);
  try {
    if (existsSync(path)) return require(path);
    if (existsSync(`${path}.js`)) {
      return hasTypeModule(dirname(path)) ? await importFile(`${path}.js`) : require(`${path}.js`);
    }
    if (existsSync(`${path}.mjs`)) return await importFile(`${path}.mjs`);
    if (existsSync(`${path}.cjs`)) return require(`${path}.cjs`);
    return require(require.resolve(name, { paths: [taskRoot, join(taskRoot, folder)] }));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeError('UserCodeSyntaxError', String(error), { cause: error });
    }
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw new RuntimeError('ImportModuleError', String(error), { cause: error });
    }
    throw error;
  }
}

function importFile(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}

/** Whether the nearest package.json says that `.js` files are ES modules. */
function hasTypeModule(folder: string): boolean {
  for (let at = folder; basename(at) !== 'node_modules'; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (existsSync(file)) {
      try {
        return JSON.parse(readFileSync(file, 'utf8')).type === 'module';
      } catch (error) {
        console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
        return false;
      }
    }
    if (dirname(at) === at) return false;
  }
  return false;
}

function isIndexable(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
