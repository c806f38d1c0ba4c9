import type { Journal } from '../journal/journal.ts';
import { traceKey } from '../journal/trace-key.ts';
import type { LogLine } from '../logs/log-sink.ts';
import type { FunctionVersion } from './function-version.ts';
import { findingOf } from './log-findings.ts';
import type { ErrorPayload } from './runtime/protocol.ts';

/**
 * One entry for a request that failed, and one for each missing permission and each error that its log tells of.
 */
export function reportInvocation(
  journal: Journal,
  version: FunctionVersion,
  request: { readonly requestId: string; readonly traceId: string },
  lines: readonly LogLine[],
  error: ErrorPayload | undefined,
): void {
  const { name, configuration } = version;
  const traceId = traceKey(request.traceId);
  const ids = { requestId: request.requestId, ...(traceId === undefined ? {} : { traceId }) };
  const findings = lines.flatMap(({ message }) => findingOf(message) ?? []);
  const failure = error === undefined ? undefined : `${error.errorType}: ${error.errorMessage}`;
  const seen = new Set<string>();
  for (const { rule, text } of findings) {
    // The error that ended the request is in the log too; it is told once, below.
    if (seen.has(text) || (error !== undefined && repeats(text, error.errorMessage))) continue;
    seen.add(text);
    journal.write({
      source: 'lambda',
      outcome: 'failed',
      ...ids,
      rule: `${rule} of ${name}`,
      text,
      ...(rule === 'access denied' ? { hint: grantHint(configuration.role) } : {}),
    });
  }
  if (failure === undefined) return;
  const hint = hintOf(failure, configuration);
  journal.write({
    source: 'lambda',
    outcome: 'failed',
    ...ids,
    rule: `the handler ${configuration.handler} of ${name}`,
    text: failure.slice(0, 1000),
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Whether a line of the log is about the error that ended the request. Its text may be escaped there. */
function repeats(logged: string, errorMessage: string): boolean {
  const told = (errorMessage.split('\n')[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, 100);
  return logged.includes(told) || logged.includes(JSON.stringify(told).slice(1, -1));
}

function hintOf(failure: string, { role, code }: FunctionVersion['configuration']): string | undefined {
  if (findingOf(failure)?.rule === 'access denied') return grantHint(role);
  const [, pythonModule] = /No module named '([^']+)'/.exec(failure) ?? [];
  if (pythonModule === 'boto3') {
    return 'Lambda brings boto3 along, and here it is taken from the python3 of this machine: install it there, or bundle it.';
  }
  const [, module = pythonModule] = /Cannot find (?:module|package) '([^']+)'/.exec(failure) ?? [];
  if (module === undefined || code.kind === 'inline') return undefined;
  return module.startsWith('@aws-sdk/') || module.startsWith('@smithy/')
    ? `Lambda brings ${module} along, and here it is taken from the project: install it there, or bundle it.`
    : `The module is not in the function's asset: bundle ${module} with the function.`;
}

function grantHint(role: string): string {
  return `Allow the action in a policy of the role ${role.split('/').at(-1)}; in a CDK app, by one of the resource's grant methods.`;
}
