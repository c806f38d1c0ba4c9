import { parseArgs } from 'node:util';
import { signInThroughPages } from './support/hosted-sign-in.ts';
import { DEFAULT_OUTPUTS_FILE, readOutputs } from './support/outputs.ts';

/** Prints an access token for curl: npm run token -- --email <e> --password <p> */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      password: { type: 'string' },
      'outputs-file': { type: 'string', default: DEFAULT_OUTPUTS_FILE },
    },
  });
  const { email, password } = values;
  if (email === undefined || password === undefined) {
    throw new Error('npm run token -- --email <email> --password <password> [--outputs-file <file>]');
  }
  const tokens = await signInThroughPages(readOutputs(values['outputs-file']), email, password);
  process.stdout.write(`${tokens.access_token}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
