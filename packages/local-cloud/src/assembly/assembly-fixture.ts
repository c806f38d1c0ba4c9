import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes an assembly of these templates, by the names of their stacks, in the order of their deployment. */
export async function writeAssembly(
  directory: string,
  templates: Readonly<Record<string, object>>,
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const names = Object.keys(templates);
  const artifacts = names.map((name, at) => [
    name,
    {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.template.json` },
      dependencies: names.slice(0, at),
    },
  ]);
  const manifest = { version: '48.0.0', artifacts: Object.fromEntries(artifacts) };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  for (const [name, template] of Object.entries(templates)) {
    await writeFile(join(directory, `${name}.template.json`), JSON.stringify(template));
  }
  return directory;
}
