import { resolve } from 'node:path';
import { formatEntry } from '../journal/console-journal.ts';
import type { KeptDecision } from '../journal/decision-log.ts';
import { askRunningCloud } from './ask-running-cloud.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine, UsageError } from './usage-error.ts';

/** Prints what was decided about one request, and about the calls that it led to. */
export async function explain(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: DEFAULT_DATA_DIRECTORY },
      json: { type: 'boolean', default: false },
    },
  });
  const [requestId, ...more] = positionals;
  if (requestId === undefined || more.length > 0) {
    throw new UsageError('Name one request: local-cloud explain <request id>');
  }
  const answer = await askRunningCloud(
    resolve(values.data),
    `explain?request=${encodeURIComponent(requestId)}`,
  );
  const { decisions } = answer as { readonly decisions: readonly KeptDecision[] };
  if (values.json) process.stdout.write(`${JSON.stringify(decisions, undefined, 2)}\n`);
  else if (decisions.length > 0) process.stdout.write(explanation(decisions));
  if (decisions.length === 0) {
    throw new Error(
      `Nothing was decided about the request ${requestId}, or so much since then that it is forgotten. The id stands in the answer's header x-amzn-RequestId, x-amz-request-id or apigw-requestid.`,
    );
  }
}

function explanation(decisions: readonly KeptDecision[]): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
  return decisions
    .map(
      (decision) => `${[formatEntry(decision, clock.format(decision.at)), ...change(decision)].join('\n')}\n`,
    )
    .join('\n');
}

/** The statement that would allow it, as it would stand in a policy. */
function change({ access }: KeptDecision): readonly string[] {
  if (access?.missing === undefined) return [];
  const { kind, missing } = access;
  const statement = JSON.stringify(missing, undefined, 2).split('\n');
  const where = kind === 'identity-based policy' ? 'to a policy of the role' : `to the ${kind}`;
  return [`add ${where}:`, ...statement].map((line) => `${' '.repeat(17)}${line}`);
}
