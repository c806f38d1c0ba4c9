import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type JournalEntry, LocalCloud, type LocalCloudOptions } from '@taskyard/local-cloud';
import { type Outputs, readOutputs } from './outputs.ts';

const ROOT = dirname(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))));

/** Synthesizes the CDK app into `directory`, without the web application unless the context asks for it. */
export async function synthesize(
  directory: string,
  context: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'packages/infra/src/main.ts')], {
    cwd: ROOT,
    env: {
      ...process.env,
      CDK_OUTDIR: directory,
      CDK_CONTEXT_JSON: JSON.stringify({ web: 'false', ...context }),
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The CDK app ended with ${code}.`);
}

/** A local cloud in this process, with the journal's entries at hand. */
export interface CloudInProcess {
  readonly cloud: LocalCloud;
  readonly assembly: string;
  readonly entries: JournalEntry[];
  outputs(): Promise<Outputs>;
  close(): Promise<void>;
}

/** Synthesizes the app, opens a cloud on a free port and deploys it there. */
export async function openCloud(
  options: Partial<LocalCloudOptions> = {},
  context: Readonly<Record<string, string>> = {},
): Promise<CloudInProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-cloud-'));
  const assembly = join(directory, 'cdk.out');
  await synthesize(assembly, context);
  const entries: JournalEntry[] = [];
  const cloud = await LocalCloud.open({
    dataDirectory: join(directory, 'data'),
    port: 0,
    journal: { write: (entry) => void entries.push(entry) },
    ...options,
  });
  await cloud.deploy(assembly);
  return {
    cloud,
    assembly,
    entries,
    async outputs() {
      const file = join(directory, 'outputs.json');
      await writeFile(file, JSON.stringify(cloud.outputs()));
      return readOutputs(file);
    },
    async close() {
      await cloud.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A copy of an assembly whose templates `change` has gone over. */
export async function changedAssembly(
  assembly: string,
  name: string,
  change: (template: string) => string,
): Promise<string> {
  const copy = `${assembly}-${name}`;
  await cp(assembly, copy, { recursive: true });
  for (const file of await readdir(copy)) {
    if (!file.endsWith('.template.json')) continue;
    await writeFile(join(copy, file), change(await readFile(join(copy, file), 'utf8')));
  }
  return copy;
}
