import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tokenScopes } from '@taskyard/contract';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';
import { personalToken } from '../support/personal-token.ts';

/** The examples, as a reader runs them, through both APIs. */

const outputs = readOutputs(inject('outputsFile'));
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where each API is, and a token for it. */
const callers = new Map<string, Readonly<Record<string, string>>>();

beforeAll(async () => {
  const person = await newPerson(outputs, 'examples');
  const { token } = await personalToken(outputs, person, { scopes: tokenScopes });
  callers.set('people', { TASKYARD_API: outputs.PeopleApiUrl, TASKYARD_TOKEN: person.accessToken });
  callers.set('automation', { TASKYARD_API: outputs.AutomationApiUrl, TASKYARD_TOKEN: token });
});

async function printed(api: string, command: string, ...args: readonly string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...callers.get(api) };
  const { stdout } = await promisify(execFile)(command, [...args], { cwd: ROOT, env });
  return stdout;
}

const statuses = (text: string): readonly string[] =>
  [...text.matchAll(/^HTTP (\d+)$/gm)].map(([, status]) => status ?? '');

describe.each(['people', 'automation'])('through the %s API', (api) => {
  it.each([
    ['tasks.sh', ['201', '200', '200', '412', '200', '200', '204']],
    ['records.sh', ['201', '403', '400']],
    ['network.sh', ['201', '400', '200', '204']],
  ])('%s', async (script, expected) => {
    expect(statuses(await printed(api, `examples/${script}`))).toEqual(expected);
  });

  it('tasks.ts', async () => {
    const text = await printed(api, 'npx', 'tsx', 'examples/tasks.ts');
    expect(text).toMatch(/^made .*\n\d+ pending\nrefused: It has changed in the meantime\ndeleted\n$/);
  });

  it.skipIf(!hasPowerShell())('tasks.ps1 (with PowerShell, where it is installed)', async () => {
    expect(await printed(api, 'pwsh', '-NoProfile', '-File', 'examples/tasks.ps1')).toContain('IN_PROGRESS');
  });
});

function hasPowerShell(): boolean {
  try {
    execFileSync('pwsh', ['-Version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
