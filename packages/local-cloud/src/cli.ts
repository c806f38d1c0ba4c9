import { UsageError } from './cli/usage-error.ts';

type Command = (args: readonly string[]) => Promise<void>;

/** Each is loaded when it is called: only `up` needs the whole cloud. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  up: async () => (await import('./cli/up.ts')).up,
  env: async () => (await import('./cli/env.ts')).env,
  outputs: async () => (await import('./cli/outputs.ts')).outputs,
  logs: async () => (await import('./cli/logs.ts')).logs,
  invoke: async () => (await import('./cli/invoke.ts')).invoke,
  users: async () => (await import('./cli/users.ts')).users,
  explain: async () => (await import('./cli/explain.ts')).explain,
  'least-privilege': async () => (await import('./cli/least-privilege.ts')).leastPrivilege,
  reset: async () => (await import('./cli/reset.ts')).reset,
};

const USAGE = `Runs a CDK cloud assembly on this machine.

  local-cloud up <cdk.out> [--port <n>] [--data <dir>] [--outputs-file <file>] [--fresh]
                 [--durability process|full] [--issuer local|aws] [--smtp <server>] [--verbose]
      deploys the assembly and serves it until SIGINT or SIGTERM;
      deploys again whenever the assembly changes
  local-cloud env [--data <dir>]
      prints the administrator's credentials and the endpoint as shell exports
  local-cloud outputs [--data <dir>]
      prints the outputs of the stacks that run
  local-cloud logs [log group] [--since <10m>] [--filter <pattern>] [--follow] [--data <dir>]
      prints what functions wrote, or the names of all log groups
  local-cloud invoke <function> [--event <json>|@<file>|-] [--async] [--data <dir>]
      invokes a function and prints what it gives, and the end of its log
  local-cloud users [list | create <email> | delete <email>] [--pool <id>] [--password <p>]
                    [--group <name>]... [--data <dir>]
      lists the users of a pool, makes one who can sign in at once, or deletes one
  local-cloud explain <request id> [--data <dir>] [--json]
      prints what was decided about a request and the calls it led to: the authorizer, the
      statement of the policy that allowed or denied, and what to change
  local-cloud least-privilege [function] [--data <dir>] [--json]
      prints what roles were granted and never used, and the smallest policy for what they did
  local-cloud reset [--data <dir>]
      removes everything a stopped cloud has kept

  A function, log group or pool is named whole or by any part that only one has.

  --port    the listener's port, 4566 unless given; 0 takes a free one
  --data    where everything is kept, .local-cloud unless given
  --issuer  how user pools name themselves in tokens: local, as http://localhost:4566/<poolId>
            (unless given), or aws, as https://cognito-idp.<region>.amazonaws.com/<poolId>
  --smtp    passes the cloud's mail on, as to smtp://127.0.0.1:1025; LOCAL_CLOUD_SMTP names the
            server as well. Mail stays on this machine unless given
  --durability  what an acknowledged write survives: the death of the process (unless given), or with
            full a loss of power too
  --verbose  tells each property that is left out here, not only how many there are of a kind
`;

/** Runs a command line. Gives the exit status: 0 done, 1 failed, 2 wrongly called. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`There is no command ${name}.\n\n${USAGE}`);
    return 2;
  }
  // Whoever reads the output may have had enough of it, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await (await command())(rest);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `${process.env.LOCAL_CLOUD_DEBUG && error instanceof Error ? error.stack : message}\n`,
    );
    return error instanceof UsageError ? 2 : 1;
  }
}
