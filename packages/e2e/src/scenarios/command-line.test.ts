import { describe, expect, inject, it } from 'vitest';
import { call } from '../support/call-api.ts';
import { SignInRefusedError, signInThroughPages } from '../support/hosted-sign-in.ts';
import { type EndedCommand, localCloud } from '../support/local-cloud-command.ts';
import { readOutputs } from '../support/outputs.ts';

const outputs = readOutputs(inject('outputsFile'));
const dataDirectory = inject('dataDirectory');

/** Runs a command on the folder of the cloud that runs. */
const command = (args: readonly string[], input?: string): Promise<EndedCommand> =>
  localCloud([...args, '--data', dataDirectory], input);
const someone = (): string => `cli-${crypto.randomUUID()}@example.com`;

describe.skipIf(dataDirectory === '')('the command line', () => {
  it('makes somebody who can sign in, lists and deletes them', async () => {
    const email = someone();
    const made = await command(['users', 'create', email]);
    const password = /with the password (\S+)/.exec(made.stdout)?.[1] ?? '';
    const { access_token } = await signInThroughPages(outputs, email, password);
    expect(await call(outputs, { path: 'tasks', token: access_token })).toMatchObject({ status: 200 });
    const { stdout } = await command(['users']);
    expect(stdout).toMatch(new RegExp(`^[0-9a-f-]{36}\t${email}\tCONFIRMED$`, 'm'));

    expect(await command(['users', 'delete', email])).toMatchObject({ status: 0 });
    await expect(signInThroughPages(outputs, email, password)).rejects.toThrow(SignInRefusedError);
    expect((await command(['users', 'list'])).stdout).not.toContain(email);
  });

  it.each([
    { refused: ['--password', 'short'], stderr: /^InvalidPasswordException: Password did not conform/ },
    { refused: ['--group', 'nobody'], stderr: /^ResourceNotFoundException: Group not found/ },
  ])('leaves nobody behind who was refused: $refused', async ({ refused, stderr }) => {
    const email = someone();
    const made = await command(['users', 'create', email, ...refused]);
    expect(made).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(stderr) });
    expect((await command(['users'])).stdout).not.toContain(email);
  });

  it('invokes a function by a part of its name, with an event, and prints what it gives and its log', async () => {
    const name = `cli-${crypto.randomUUID()}`;
    const event = { name, cidr: '10.0.0.0/24', subnets: [{ name: 'a', cidr: '10.0.0.0/28' }] };
    const made = await command(['invoke', 'NetworksFunction', '--event', '-'], JSON.stringify(event));
    expect(JSON.parse(made.stdout)).toMatchObject({ name, state: 'AVAILABLE' });
    const requestId = /^START RequestId: (\S+)/m.exec(made.stderr)?.[1] ?? '';
    expect(requestId).not.toBe('');

    const { stdout } = await command(['logs', outputs.NetworksFunctionName, '--filter', `"${requestId}"`]);
    expect(stdout).toMatch(new RegExp(`^\\d{4}-\\S+Z REPORT RequestId: ${requestId}\tDuration: `, 'm'));
  });

  it('fails as the function fails, and before it for an event that is no JSON', async () => {
    const failed = await command(['invoke', outputs.RecordSummaryFunctionName, '--event', 'null']);
    expect(failed).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/The function \S+ failed: Unhandled\n$/),
    });
    expect(JSON.parse(failed.stdout)).toMatchObject({ errorType: 'TypeError' });
    expect(await command(['invoke', 'NetworksFunction', '--event', '{'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^The event is no JSON: /),
    });
  });

  it('names what a part of a name could be', async () => {
    const { status, stderr } = await command(['logs', 'tasks']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^tasks could be several log groups\. There are:\n( {2}\S+\n){2,}$/);
    expect(stderr).toContain(`  ${outputs.TasksLogGroupName}\n`);
  });
});
