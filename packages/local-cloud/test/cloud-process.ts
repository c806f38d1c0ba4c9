import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';

/** A local cloud in a process of its own. */
export interface CloudProcess {
  /** S3 as its administrator. */
  readonly s3: S3Client;
  /** Resident memory in MB. */
  memory(): Promise<number>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

export async function startCloud(dataDirectory: string): Promise<CloudProcess> {
  const script = fileURLToPath(new URL('serve-cloud.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('\n')) resolve(printed);
    });
    void exited.then(() => reject(new Error('The cloud ended before it listened.')));
  });
  const { origin, administrator } = JSON.parse(line);
  const s3 = new S3Client({
    endpoint: origin,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: administrator,
    maxAttempts: 1,
  });
  return {
    s3,
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
      s3.destroy();
    },
  };
}
