import { parseArgs } from 'node:util';
import { type Call, call } from './support/call-api.ts';
import { signInThroughPages } from './support/hosted-sign-in.ts';
import { DEFAULT_OUTPUTS_FILE, type Outputs, readOutputs } from './support/outputs.ts';
import { newPerson, type Person } from './support/person.ts';

const print = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Prints what a step does, then its answer. */
async function step(
  title: string,
  outputs: Outputs,
  request: Call,
): Promise<{ json: unknown; headers: Headers }> {
  print(`\n# ${title}`);
  print(`$ ${asCurl(outputs, request)}`);
  const answer = await call(outputs, request);
  print(`HTTP ${answer.status}`);
  for (const name of ['location', 'etag', 'link', 'x-amzn-errortype']) {
    const value = answer.headers.get(name);
    if (value !== null) print(`${name}: ${value}`);
  }
  if (answer.text !== '') print(answer.text.length > 600 ? `${answer.text.slice(0, 600)}...` : answer.text);
  return answer;
}

function asCurl(outputs: Outputs, { method = 'GET', path, token, headers = {}, body }: Call): string {
  const lines = [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(token === undefined ? [] : ['-H "Authorization: $TOKEN"']),
    ...Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(body === undefined
      ? []
      : [
          "-H 'Content-Type: application/json'",
          `-d '${typeof body === 'string' ? body : JSON.stringify(body)}'`,
        ]),
    outputs.PeopleApiUrl + path,
  ];
  return lines.join(' ');
}

/** Walks through sign-up, sign-in and the tasks API of the Taskyard that runs, and prints each step. */
async function main(): Promise<void> {
  // The SDK's advice about Node versions would stand in the middle of the tour.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { values } = parseArgs({
    options: { 'outputs-file': { type: 'string', default: DEFAULT_OUTPUTS_FILE } },
  });
  const outputs = readOutputs(values['outputs-file']);

  print('# Two people sign up with the AWS SDK, confirm with the mailed code and sign in on the pages');
  const ada: Person = await newPerson(outputs, 'ada');
  const ben: Person = await newPerson(outputs, 'ben');
  print(`${ada.email}\n${ben.email}`);
  print(
    `\n# Any command line gets a token the same way\n$ npm run token -- --email ${ada.email} --password ...`,
  );
  await signInThroughPages(outputs, ada.email, ada.password);
  const token = ada.accessToken;

  const made = await step('Make a task', outputs, {
    method: 'POST',
    path: 'tasks',
    token,
    body: { title: 'First task', description: 'Created via API', status: 'PENDING' },
  });
  const { id } = made.json as { id: string };
  const etag = made.headers.get('etag') ?? '';
  await step('List tasks', outputs, { path: 'tasks', token });
  await step('Change its status; what is not named stays', outputs, {
    method: 'PUT',
    path: `tasks/${id}`,
    token,
    body: { status: 'IN_PROGRESS' },
  });
  await step('Change it from an old version: refused', outputs, {
    method: 'PUT',
    path: `tasks/${id}`,
    token,
    headers: { 'If-Match': etag },
    body: { title: 'Too late' },
  });
  await step("Somebody else's token: not found", outputs, { path: `tasks/${id}`, token: ben.accessToken });
  await step('An ID token where the scopes ask for an access token: the console line says why', outputs, {
    path: 'tasks',
    token: ada.idToken,
  });
  await step('Malformed JSON', outputs, { method: 'POST', path: 'tasks', token, body: '{"title": ' });
  await step('A route that does not exist', outputs, { path: 'nothing', token });
  await step('Delete the task', outputs, { method: 'DELETE', path: `tasks/${id}`, token });
  print('\nThat was the tour.');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
