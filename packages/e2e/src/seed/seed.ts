import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import {
  ConfirmSignUpCommand,
  SignUpCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { createClient } from '@taskyard/client';
import { signInThroughPages } from '../support/hosted-sign-in.ts';
import { DEFAULT_OUTPUTS_FILE, type Outputs, readOutputs } from '../support/outputs.ts';
import { mailedCode, publicCognito } from '../support/person.ts';
import { fillAccount } from './fill-account.ts';

/** Fills a demo account of the Taskyard that runs: npm run seed -- [--email <e>] [--password <p>] */
async function main(): Promise<void> {
  // The SDK's advice about Node versions would stand between the lines.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { values } = parseArgs({
    options: {
      email: { type: 'string', default: 'demo@example.com' },
      password: { type: 'string' },
      'outputs-file': { type: 'string', default: DEFAULT_OUTPUTS_FILE },
    },
  });
  const outputs = readOutputs(values['outputs-file']);
  const { email } = values;
  const password = values.password ?? `Demo-${randomBytes(9).toString('base64url')}-1`;
  await signUp(outputs, email, password, values.password !== undefined);
  const { access_token } = await signInThroughPages(outputs, email, password);
  const client = createClient({ baseUrl: outputs.PeopleApiUrl, token: access_token });
  const filled = await fillAccount(client, new Date());
  const counts = Object.entries(filled).map(([what, count]) => `${count} ${what}`);
  process.stdout.write(
    `${email} has ${counts.join(', ')}.\nSign in at ${outputs.WebUrl} with the password ${password}\n`,
  );
}

/** Makes the account, or leaves it as it is when it is there and its password was given. */
async function signUp(outputs: Outputs, email: string, password: string, given: boolean): Promise<void> {
  const cognito = publicCognito(outputs);
  const ClientId = outputs.UserPoolClientId;
  try {
    await cognito.send(new SignUpCommand({ ClientId, Username: email, Password: password }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    if (given) return;
    throw new Error(`${email} is there already: say its --password, or another --email.`);
  }
  const ConfirmationCode = await mailedCode(outputs, email);
  await cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
