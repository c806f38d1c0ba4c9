import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localCloud } from '../support/local-cloud-command.ts';
import { startTaskyard, type TaskyardProcess, withDirectory } from '../support/taskyard-process.ts';

/** GET with headers that fetch would not send. */
function get(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('a Taskyard that runs', () => {
  let directory: string;
  let taskyard: TaskyardProcess;
  let done: () => void;
  let cleared: Promise<void>;

  beforeAll(async () => {
    await new Promise<void>((begun) => {
      cleared = withDirectory(async (path) => {
        directory = path;
        begun();
        await new Promise<void>((resolve) => {
          done = resolve;
        });
      });
    });
    taskyard = await startTaskyard(directory);
  });
  afterAll(async () => {
    await taskyard.end('SIGTERM');
    done();
    await cleared;
  });

  it('prints every address and then that it is ready', () => {
    const printed = taskyard.printed();
    for (const [name, value] of Object.entries(taskyard.outputs)) {
      expect(printed).toContain(name);
      expect(printed).toContain(value);
    }
    expect(printed).toMatch(/^ready on http:\/\/localhost:\d+$/m);
  });

  it('answers /_local to this machine by its own name only', async () => {
    const health = `http://127.0.0.1:${taskyard.port}/_local/health`;
    const host = `localhost:${taskyard.port}`;
    expect(await get(health, { Host: host })).toBe(200);
    expect(await get(health, { Host: `evil.example:${taskyard.port}` })).toBe(403);
    expect(await get(health, { Host: host, Origin: 'https://evil.example' })).toBe(403);
    expect(await get(health, { Host: host, 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    const response = await fetch(health, { headers: { Host: host } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('keeps its keys to itself', async () => {
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await mode(taskyard.dataDirectory)).toBe(0o700);
    expect(await mode(join(taskyard.dataDirectory, 'credentials.json'))).toBe(0o600);
    const { secretAccessKey } = JSON.parse(
      await readFile(join(taskyard.dataDirectory, 'credentials.json'), 'utf8'),
    ).administrator;
    expect(secretAccessKey).toHaveLength(40);
    expect(taskyard.printed()).not.toContain(secretAccessKey);
  });

  it('is the only one on its port and its data', async () => {
    const second = startTaskyard(join(directory, 'second'), { port: taskyard.port });
    await expect(second).rejects.toThrow(`Port ${taskyard.port} is taken`);
    const sameData = startTaskyard(directory);
    await expect(sameData).rejects.toThrow(/A local cloud runs on .* already/);
    await expect(startTaskyard(directory, { args: ['--fresh'] })).rejects.toThrow(
      /A local cloud runs on .* already/,
    );
    expect(await localCloud(['outputs', '--data', taskyard.dataDirectory])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(taskyard.outputs.PeopleApiUrl),
    });
  });
});

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s, with all it has started', async (signal) => {
    await withDirectory(async (directory) => {
      const taskyard = await startTaskyard(directory, { throughNpm: true, args: ['--no-web'] });
      const { pid } = JSON.parse(await readFile(join(taskyard.dataDirectory, 'running.json'), 'utf8'));
      expect(await taskyard.end(signal)).toBe(0);
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    });
  });
});
