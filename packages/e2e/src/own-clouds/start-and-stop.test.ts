import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../support/cloud-in-process.ts';
import { startTaskyard, type TaskyardProcess, withDirectory } from '../support/taskyard-process.ts';

/** Runs `npx local-cloud`; gives its exit code and all it printed. */
function localCloud(...args: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((resolve) => {
    execFile('npx', ['local-cloud', ...args], { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
        printed: stdout + stderr,
      });
    });
  });
}

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
    expect(await localCloud('outputs', '--data', taskyard.dataDirectory)).toMatchObject({
      code: 0,
      printed: expect.stringContaining(taskyard.outputs.PeopleApiUrl),
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

describe('local-cloud', () => {
  it('does not clear what is not its own, nor use a folder with things of its names', async () => {
    await withDirectory(async (directory) => {
      const data = join(directory, 'data');
      await mkdir(data);
      await writeFile(join(data, 'thesis.txt'), 'years of work');
      const first = await startTaskyard(directory, { args: ['--no-web'] });
      await first.end('SIGTERM');
      const second = await startTaskyard(directory, { args: ['--no-web', '--fresh'] });
      await second.end('SIGTERM');
      expect(second.outputs.UserPoolId).not.toBe(first.outputs.UserPoolId);
      expect(await readFile(join(data, 'thesis.txt'), 'utf8')).toBe('years of work');

      const foreign = join(directory, 'foreign');
      await mkdir(join(foreign, 'state'), { recursive: true });
      const refused = await localCloud('up', join(directory, 'cdk.out'), '--data', foreign, '--fresh');
      expect(refused).toMatchObject({ code: 1, printed: expect.stringContaining('holds other files') });
    });
  });

  it('names what it does not emulate and does not start', async () => {
    await withDirectory(async (directory) => {
      const assembly = join(directory, 'cdk.out');
      await synthesize(assembly);
      const file = join(assembly, 'Taskyard-Api.template.json');
      const template = JSON.parse(await readFile(file, 'utf8'));
      template.Resources.Graph = { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'g' } };
      await writeFile(file, JSON.stringify(template));
      const refused = await localCloud('up', assembly, '--port', '0', '--data', join(directory, 'data'));
      expect(refused).toMatchObject({
        code: 1,
        printed: expect.stringContaining('Graph (AWS::AppSync::GraphQLApi)'),
      });
      expect(refused.printed).not.toMatch(/^ready/m);
    });
  });

  it.each([
    ['nothing that is an assembly', ['up', '/nonexistent', '--port', '0'], 1, 'cannot be read'],
    ['no assembly', ['up'], 2, 'Name one cloud assembly'],
    ['an unknown option', ['up', 'cdk.out', '--nope'], 2, '--nope'],
    ['a port that is none', ['up', 'cdk.out', '--port', 'x'], 2, 'not a port number'],
    ['an unknown command', ['down'], 2, 'There is no command down'],
  ])('refuses %s', async (_name, args, code, message) => {
    await withDirectory(async (directory) => {
      const data = args.length > 1 ? ['--data', join(directory, 'data')] : [];
      expect(await localCloud(...args, ...data)).toMatchObject({
        code,
        printed: expect.stringContaining(message),
      });
      expect(await readdir(directory)).toEqual([]);
    });
  });

  it('resets what a stopped cloud has kept', async () => {
    await withDirectory(async (directory) => {
      const data = join(directory, 'data');
      await mkdir(join(data, 'state'), { recursive: true });
      await writeFile(join(data, 'local-cloud.json'), '{"format":1}\n');
      await writeFile(join(data, 'credentials.json'), '{}');
      await chmod(data, 0o755);
      expect(await localCloud('reset', '--data', data)).toMatchObject({ code: 0 });
      await expect(stat(join(data, 'credentials.json'))).rejects.toThrow('ENOENT');
    });
  });
});
