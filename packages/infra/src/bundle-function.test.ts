import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, type FunctionBundles } from './bundle-function.ts';
import { functionNames as names } from './function-names.ts';

let first: FunctionBundles;
let second: FunctionBundles;

beforeAll(async () => {
  first = await bundleFunctions(names);
  second = await bundleFunctions(names);
}, 240_000);

afterAll(async () => {
  await first.remove();
  await second.remove();
});

describe.each(names)('the function of %s', (module) => {
  it('is one small file and its source map', async () => {
    expect((await readdir(first.folder(module))).sort()).toEqual(['index.mjs', 'index.mjs.map']);
    const code = await readFile(join(first.folder(module), 'index.mjs'));
    expect(code.length).toBeLessThan(500_000);
  });

  it('has the same bytes each time, wherever it is made', async () => {
    for (const file of await readdir(first.folder(module))) {
      const [one, other] = await Promise.all(
        [first, second].map((bundles) => readFile(join(bundles.folder(module), file))),
      );
      expect(one?.equals(other ?? Buffer.alloc(0)), file).toBe(true);
    }
  });

  it('has a source map that leads to the sources and names no machine', async () => {
    const map = JSON.parse(await readFile(join(first.folder(module), 'index.mjs.map'), 'utf8'));
    expect(map.sources).toContain(`../../src/${module}/handler.ts`);
    expect(map.sources.filter((source: string) => source.startsWith('/'))).toEqual([]);
    expect(map.sourcesContent ?? []).toEqual([]);
  });
});

it('says which module has no handler', async () => {
  await expect(bundleFunctions(['nothing'])).rejects.toThrow('src/nothing/handler.ts');
});
