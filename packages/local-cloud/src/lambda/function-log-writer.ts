import type { Account } from '../aws/account.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { Journal } from '../journal/journal.ts';
import { logStreamArn } from '../logs/log-group.ts';
import type { LogLine, LogSink } from '../logs/log-sink.ts';

/** Takes the lines of one environment to its log stream. */
export interface FunctionLogWriter {
  /**
   * Resolves at once as a rule; later when the disk is far behind, so that a function cannot fill the memory.
   */
  write(lines: readonly LogLine[]): Promise<void>;
}

/** Characters that may be under way to the disk before a writer waits for them. */
const MAX_UNDER_WAY = 1024 * 1024;

/**
 * Writes with the function's role, as Lambda does: without `logs:CreateLogStream` and `logs:PutLogEvents` the
 * log stays empty. `denied` is called for each write that the role does not allow.
 */
export function functionLogWriter(needs: {
  readonly account: Account;
  readonly journal: Journal;
  readonly logs: LogSink;
  readonly roles: RoleCredentials;
  readonly role: string;
  readonly functionName: string;
  readonly group: string;
  readonly stream: string;
  readonly denied: (action: string) => void;
}): FunctionLogWriter {
  const { logs, roles, role, functionName, group, stream } = needs;
  const resource = logStreamArn(needs.account, group, stream);
  let underWay = 0;

  function allowed(): boolean {
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      if (mayWrite(action)) continue;
      needs.denied(action);
      return false;
    }
    return true;
  }

  function mayWrite(action: string): boolean {
    try {
      return roles.allows(role, functionName, action, resource);
    } catch (error) {
      // A role that is gone allows nothing.
      if (error instanceof AwsError) return false;
      throw error;
    }
  }

  return {
    async write(lines) {
      if (lines.length === 0 || !allowed()) return;
      const length = lines.reduce((sum, { message }) => sum + message.length, 0);
      underWay += length;
      const written = logs
        .append(group, stream, lines)
        .catch((error: unknown) =>
          needs.journal.write({
            source: 'lambda',
            outcome: 'failed',
            rule: `the log of ${functionName}`,
            text: `Its lines could not be written: ${error instanceof Error ? error.message : String(error)}`,
          }),
        )
        .finally(() => {
          underWay -= length;
        });
      if (underWay > MAX_UNDER_WAY) await written;
    },
  };
}
