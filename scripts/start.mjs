// Starts everything on this machine: synthesizes the CDK app, runs it on the local cloud, and does both
// again for what changes while it runs.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const USAGE = `npm start -- [--port <n>] [--data <dir>] [--outputs-file <file>] [--fresh] [--no-web] [--context <name=value>]
             [--durability process|full] [--issuer local|aws] [--smtp <server>] [--verbose]

  --port          where AWS calls, the APIs and the sign-in pages are served, 4566 unless given; 0 takes a free one
  --data          where everything is kept, .taskyard/data unless given
  --outputs-file  where the stacks' outputs are written, .taskyard/outputs.json unless given
  --fresh         begin with nothing
  --no-web        without the web application, which is served on the port after --port
  --durability    what an acknowledged write survives: the death of the process, or (full) a loss of power too
  --context       a setting of the CDK app, as name=value; may be given many times
  --issuer        how the user pool names itself in tokens: local, by its address here (unless given), or aws
  --smtp          passes the cloud's mail on, as to smtp://127.0.0.1:1025; LOCAL_CLOUD_SMTP does as well
  --verbose       tells each property that is left out on this machine, not only how many of a kind
`;

/** Reads the command line; says how it is used and ends when it cannot. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4566' },
        data: { type: 'string', default: join(root, '.taskyard/data') },
        'outputs-file': { type: 'string', default: join(root, '.taskyard/outputs.json') },
        fresh: { type: 'boolean', default: false },
        'no-web': { type: 'boolean', default: false },
        durability: { type: 'string', default: 'process' },
        context: { type: 'string', multiple: true, default: [] },
        issuer: { type: 'string' },
        smtp: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** `{ implicitGrant: 'true' }` of `['implicitGrant=true']`. Throws when one is not of that form. */
function settingsOf(pairs) {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined) throw new Error(`--context takes name=value, not ${pair}`);
      return [name, value];
    }),
  );
}

/** Takes a port for a moment, 0 for any that is free, and gives its number. Rejects when that cannot be. */
async function tryPort(wanted) {
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    throw new Error('--port takes a number from 0 to 65535; the web application needs the one after it.');
  }
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`Port ${wanted} is taken by another program. Choose another with --port.`, { cause })),
    );
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Writes the cloud assembly into `directory`; rejects with what the CDK app printed. */
function synthesize(directory, context) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'packages/infra/src/main.ts')], {
      cwd: root,
      env: {
        ...process.env,
        CDK_OUTDIR: directory,
        CDK_CONTEXT_JSON: JSON.stringify(context),
        // The validator of templates costs seconds; CI runs it.
        CDK_VALIDATION: 'false',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    child.stderr.on('data', (chunk) => (printed += chunk));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The CDK app failed:\n${printed}`)),
    );
  });
}

/** Calls `changed` when a source of one of these packages was saved, not twice at a time. */
function watchSources(packages, changed) {
  let timer;
  let running = Promise.resolve();
  const watchers = packages.map((name) =>
    watch(join(root, 'packages', name, 'src'), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(changed);
      }, 150);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    return running;
  };
}

/** The settings for a web application that somebody else serves on that port, such as a development server. */
function withoutWeb(port) {
  return { web: 'false', webUrl: `http://localhost:${port}` };
}

function printMessage(error) {
  process.stdout.write(`${error.message}\n`);
}

const options = readOptions();
const assembly = await mkdtemp(join(tmpdir(), 'taskyard-assembly-'));
try {
  const port = await tryPort(Number(options.port));
  if (!options['no-web']) await tryPort(port + 1);
  const context = { ...(options['no-web'] ? withoutWeb(port + 1) : {}), ...settingsOf(options.context) };
  const [{ main }] = await Promise.all([
    import('@taskyard/local-cloud/cli').then((cli) => cli.load()),
    synthesize(assembly, context),
  ]);
  const watched = ['contract', 'service', 'infra', ...(options['no-web'] ? [] : ['client', 'web'])];
  const stopWatching = watchSources(watched, () => synthesize(assembly, context).catch(printMessage));
  process.exitCode = await main([
    'up',
    assembly,
    '--port',
    String(port),
    '--data',
    options.data,
    '--outputs-file',
    options['outputs-file'],
    '--durability',
    options.durability,
    ...(options.fresh ? ['--fresh'] : []),
    ...(options.verbose ? ['--verbose'] : []),
    ...(options.issuer === undefined ? [] : ['--issuer', options.issuer]),
    ...(options.smtp === undefined ? [] : ['--smtp', options.smtp]),
  ]);
  await stopWatching();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await rm(assembly, { recursive: true, force: true });
}
