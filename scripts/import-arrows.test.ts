import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PACKAGES = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages');

/** Which of the workspace's packages each package may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  service: ['contract'],
  client: ['contract'],
  // Deploys what the web application is built into.
  infra: ['contract', 'web'],
  web: ['client', 'contract'],
  'local-cloud': [],
  e2e: ['client', 'contract', 'infra', 'local-cloud'],
  // Measures the same journeys that e2e walks.
  bench: ['client', 'contract', 'e2e', 'infra', 'local-cloud', 'service'],
};

/** The code of a package, without what is built or installed. */
function sources(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      return ['node_modules', 'dist', 'cdk.out'].includes(entry.name) ? [] : sources(path);
    }
    return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name) ? [path] : [];
  });
}

/** What a file imports, statically, by `import()` or by `require`. */
function importsOf(code: string): readonly string[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(pattern)].map((match) => match[2] ?? '');
}

/** The workspace package that an import leads to, or undefined for its own package and for everything else. */
function targetOf(file: string, own: string, specifier: string): string | undefined {
  const named = /^@taskyard\/([^/]+)/.exec(specifier)?.[1];
  if (named !== undefined) return named === own ? undefined : named;
  if (!specifier.startsWith('.')) return undefined;
  const [target = ''] = relative(PACKAGES, resolve(dirname(file), specifier)).split(sep);
  return target === own || target === '..' ? undefined : target;
}

it('every package has its arrows', () => {
  const packages = readdirSync(PACKAGES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(packages.map(({ name }) => name).sort()).toEqual(Object.keys(ARROWS).sort());
});

describe.each(Object.entries(ARROWS))('%s', (name, allowed) => {
  it(`imports no package besides ${allowed.length === 0 ? 'none' : allowed.join(', ')}`, () => {
    const wrong = sources(join(PACKAGES, name)).flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((specifier) => {
          const target = targetOf(file, name, specifier);
          return target !== undefined && !allowed.includes(target);
        })
        .map((specifier) => `${relative(PACKAGES, file)} imports ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

it.each([
  [`import { a } from './a.ts';`, ['./a.ts']],
  [`import type { A } from "../a.ts";`, ['../a.ts']],
  [`export * from '@taskyard/contract';`, ['@taskyard/contract']],
  [`import './side-effect.ts';`, ['./side-effect.ts']],
  [`await import('node:fs'); require("x")`, ['node:fs', 'x']],
  [`import {\n  a,\n  b,\n} from 'c';`, ['c']],
  [`const importance = 'x';`, []],
])('reads the imports of %j', (code, imports) => {
  expect(importsOf(code)).toEqual(imports);
});
