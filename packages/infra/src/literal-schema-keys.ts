import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Where an SDK client keeps the shapes of all its operations, one constant a shape. */
const SCHEMAS = /@aws-sdk[/\\]client-[^/\\]+[/\\]dist-es[/\\]schemas[/\\]schemas_\d+\.js$/;

/**
 * Writes the computed keys of the SDK's schemas (`{ [_xN]: … }`, where `const _xN = "xmlName"`) as the literals that
 * they are. A computed key may have side effects, so esbuild keeps every shape that has one: all of EC2's, half a
 * megabyte, for the six operations that are called.
 */
export const literalSchemaKeys: Plugin = {
  name: 'literal-schema-keys',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: withLiteralKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** The source with each `[name]:` written as the string that `const name = "…"` gives the name in it. */
export function withLiteralKeys(source: string): string {
  const strings = new Map(
    [...source.matchAll(/^const (\w+) = ("(?:[^"\\]|\\.)*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(\w+)\]:/g, (whole, name: string) => {
    const text = strings.get(name);
    return text === undefined ? whole : `${text}:`;
  });
}
