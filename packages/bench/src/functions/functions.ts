import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions } from '../../../infra/src/bundle-function.ts';
import { functionNames } from '../../../infra/src/function-names.ts';
import { median } from '../median.ts';

const ROUNDS = 9;

/** Prints the milliseconds that an import takes, in a process that has done nothing else. */
const TIMED_IMPORT =
  'const from = performance.now(); await import(process.argv[1]); console.log(performance.now() - from);';

/** What a handler asks for when its module is loaded, and nothing of this machine. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ALLOWED_ORIGIN: 'http://localhost',
  TABLE_NAME: 'table',
  ATTACHMENTS_BUCKET: 'bucket',
  SUMMARY_BUCKET: 'bucket',
  TRANSFERS_BUCKET: 'bucket',
  PEOPLE_URL: 'http://localhost/people',
  AUTOMATION_URL: 'http://localhost/automation',
  SIGN_IN_URL: 'http://localhost/sign-in',
  USAGE_KEYS: 'key',
};

/**
 * The bundle of each function: its size, and how long its import takes in a new process (the part of a cold start that
 * the code is to blame for), beside an empty module's.
 */
export async function benchFunctions(print: (line: string) => void): Promise<void> {
  const bundles = await bundleFunctions(functionNames);
  try {
    const files = functionNames.map((name) => join(bundles.folder(name), 'index.mjs'));
    const modules = ['data:text/javascript,', ...files.map((file) => pathToFileURL(file).href)];
    const times = modules.map(() => [] as number[]);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, module] of modules.entries()) times[index]?.push(await importMilliseconds(module));
    }
    const [empty = Number.NaN, ...loads] = times.map((values) => median(values));
    print(
      `\nThe functions' bundles (median of ${ROUNDS} imports; an empty module takes ${empty.toFixed(1)} ms)\n`,
    );
    print('| function | KB minified | import ms |');
    print('|---|---|---|');
    for (const [index, name] of functionNames.entries()) {
      const { size } = await stat(files[index] ?? '');
      print(`| ${name} | ${(size / 1000).toFixed(0)} | ${loads[index]?.toFixed(0)} |`);
    }
  } finally {
    await bundles.remove();
  }
}

async function importMilliseconds(module: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', TIMED_IMPORT, module],
    { env: ENVIRONMENT },
  );
  return Number(stdout);
}
