import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LocalCloud } from '../cloud.ts';
import type { DeploymentSummary } from '../cloudformation/stack-deployment.ts';
import type { JournalEntry } from '../journal/journal.ts';

/** A cloud with one stack, `Site`, whose files are the asset `site.zip`. */
export interface SiteFixture {
  readonly cloud: LocalCloud;
  readonly entries: JournalEntry[];
  /** Writes the template and the files and deploys them. */
  deploy(
    resources: object,
    files?: Readonly<Record<string, string>>,
    outputs?: object,
  ): Promise<DeploymentSummary | undefined>;
  /** The output `Url`. */
  url(): string;
  stop(): Promise<void>;
  /** Opens a stopped cloud again on the same data and port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openSite(port = 0): Promise<SiteFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'site-'));
  const entries: JournalEntry[] = [];
  const open = (at: number): Promise<LocalCloud> =>
    LocalCloud.open({
      dataDirectory: join(directory, 'data'),
      port: at,
      journal: { write: (entry) => void entries.push(entry) },
    });
  let cloud = await open(port);
  const write = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(directory, 'cdk.out', path)), { recursive: true });
    await writeFile(join(directory, 'cdk.out', path), content);
  };
  return {
    get cloud() {
      return cloud;
    },
    entries,
    async deploy(resources, files = {}, outputs = {}) {
      await rm(join(directory, 'cdk.out'), { recursive: true, force: true });
      await mkdir(join(directory, 'cdk.out', 'asset'), { recursive: true });
      for (const [name, content] of Object.entries(files)) await write(`asset/${name}`, content);
      await write(
        'manifest.json',
        JSON.stringify({
          artifacts: {
            assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
            Site: {
              type: 'aws:cloudformation:stack',
              properties: { templateFile: 'Site.template.json' },
              dependencies: ['assets'],
            },
          },
        }),
      );
      await write(
        'assets.json',
        JSON.stringify({
          files: {
            site: { source: { path: 'asset' }, destinations: { here: { objectKey: 'site.zip' } } },
          },
        }),
      );
      await write('Site.template.json', JSON.stringify({ Resources: resources, Outputs: outputs }));
      return (await cloud.deploy(join(directory, 'cdk.out'))).Site;
    },
    url: () => cloud.outputs().Site?.Url ?? '',
    stop: () => cloud.stop(),
    async start() {
      cloud = await open(Number(new URL(cloud.origin).port));
    },
    async close() {
      await cloud.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes as they came, not decompressed. */
  readonly body: Buffer;
}

/** Asks without any help: headers as given, nothing decompressed, no redirect followed. */
export function ask(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search } = new URL(url);
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method,
        headers: { Host: `localhost:${port}`, ...headers },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
