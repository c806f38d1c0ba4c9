import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesize } from '../support/cloud-in-process.ts';
import { writeAssembly } from '../support/hand-written-assembly.ts';
import { localCloud } from '../support/local-cloud-command.ts';
import { startTaskyard, withDirectory } from '../support/taskyard-process.ts';

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the command local-cloud', () => {
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
      const assembly = join(directory, 'cdk.out');
      await writeAssembly(assembly, { Empty: { Resources: {} } });
      const refused = await localCloud(['up', assembly, '--data', foreign, '--fresh']);
      expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('holds other files') });
    });
  });

  it('ends with npx, which hands no SIGTERM on', async () => {
    await withDirectory(async (directory) => {
      const [assembly, data] = [join(directory, 'cdk.out'), join(directory, 'data')];
      await writeAssembly(assembly, { Empty: { Resources: {} } });
      const npx = spawn('npx', ['local-cloud', 'up', assembly, '--port', '0', '--data', data]);
      const ended = once(npx, 'close');
      for await (const chunk of npx.stdout) if (/^ready/m.test(String(chunk))) break;
      const { pid } = JSON.parse(await readFile(join(data, 'running.json'), 'utf8'));
      npx.kill('SIGTERM');
      await ended;
      await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
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
      const refused = await localCloud(['up', assembly, '--port', '0', '--data', join(directory, 'data')]);
      expect(refused).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('Graph (AWS::AppSync::GraphQLApi)'),
      });
      expect(refused.stdout).not.toMatch(/^ready/m);
    });
  });

  it.each([
    ['nothing that is an assembly', ['up', '/nonexistent', '--port', '0'], 1, 'cannot be read'],
    ['no assembly', ['up'], 2, 'Name one cloud assembly'],
    ['an unknown option', ['up', 'cdk.out', '--nope'], 2, '--nope'],
    ['a port that is none', ['up', 'cdk.out', '--port', 'x'], 2, 'not a port number'],
    ['an unknown command', ['down'], 2, 'There is no command down'],
  ])('refuses %s', async (_name, args, status, message) => {
    await withDirectory(async (directory) => {
      const data = args.length > 1 ? ['--data', join(directory, 'data')] : [];
      expect(await localCloud([...args, ...data])).toMatchObject({
        status,
        stderr: expect.stringContaining(message),
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
      expect(await localCloud(['reset', '--data', data])).toMatchObject({ status: 0 });
      await expect(stat(join(data, 'credentials.json'))).rejects.toThrow('ENOENT');
    });
  });
});
