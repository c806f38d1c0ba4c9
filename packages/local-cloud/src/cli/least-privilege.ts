import { resolve } from 'node:path';
import type { PrivilegeReport, RolePrivileges } from '../iam/usage/privilege-report.ts';
import { askRunningCloud } from './ask-running-cloud.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine, UsageError } from './usage-error.ts';

/** Prints what each role was granted and never used, and the smallest policy for what it did. */
export async function leastPrivilege(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: DEFAULT_DATA_DIRECTORY },
      json: { type: 'boolean', default: false },
    },
  });
  const [functionName, ...more] = positionals;
  if (more.length > 0) throw new UsageError('Name one function: local-cloud least-privilege [function]');
  const query = functionName === undefined ? '' : `?function=${encodeURIComponent(functionName)}`;
  const answer = await askRunningCloud(resolve(values.data), `least-privilege${query}`);
  const { since, roles } = answer as PrivilegeReport;
  if (roles.length === 0) {
    throw new Error(
      functionName === undefined ? 'There are no roles.' : `No function has ${functionName} in its name.`,
    );
  }
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ since: new Date(since).toISOString(), roles }, undefined, 2)}\n`
      : `What was used since ${new Date(since).toISOString()}:\n${roles.map(text).join('')}`,
  );
}

function text({ role, functions, granted, policy }: RolePrivileges): string {
  const unused = granted.filter(({ usedFor }) => usedFor.length === 0);
  const width = Math.max(0, ...unused.map(({ action }) => action.length));
  const lines = unused.map(
    ({ action, policy: name, statement }) => `    ${action.padEnd(width)}  ${name}, statement ${statement}`,
  );
  const smallest =
    policy === undefined
      ? ['  it did nothing; no policy is needed.']
      : [
          '  the smallest policy for what it did:',
          ...JSON.stringify(policy, undefined, 2)
            .split('\n')
            .map((line) => `    ${line}`),
        ];
  return `${[
    '',
    `role ${role}${functions.length === 0 ? '' : ` of ${functions.join(', ')}`}`,
    ...(unused.length === 0 ? ['  used all that it was granted.'] : ['  granted and never used:', ...lines]),
    ...smallest,
  ].join('\n')}\n`;
}
