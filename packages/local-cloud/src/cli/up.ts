import { resolve } from 'node:path';
import { readCloudAssembly } from '../assembly/cloud-assembly.ts';
import { LocalCloud } from '../cloud.ts';
import { type SmtpServer, smtpServer } from '../cognito/mail/smtp-relay.ts';
import type { IssuerForm } from '../cognito/tokens/issuer.ts';
import { writeFileAtomically } from '../data-directory.ts';
import { consoleJournal } from '../journal/console-journal.ts';
import { DURABILITIES, type Durability } from '../store/level-store.ts';
import { DEFAULT_DATA_DIRECTORY, parseCommandLine, UsageError } from './usage-error.ts';
import { watchAssembly } from './watch-assembly.ts';

/** Deploys an assembly and serves it until SIGINT or SIGTERM. */
export async function up(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '4566' },
      data: { type: 'string', default: DEFAULT_DATA_DIRECTORY },
      'outputs-file': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      durability: { type: 'string', default: 'process' },
      issuer: { type: 'string', default: 'local' },
      smtp: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const [assembly, ...more] = positionals;
  if (assembly === undefined || more.length > 0) {
    throw new UsageError('Name one cloud assembly: local-cloud up cdk.out');
  }
  const smtp = mailServer(values.smtp ?? process.env.LOCAL_CLOUD_SMTP);
  const settings = {
    dataDirectory: resolve(values.data),
    port: portNumber(values.port),
    fresh: values.fresh,
    verbose: values.verbose,
    durability: durabilityNamed(values.durability),
    issuer: issuerForm(values.issuer),
    ...(smtp === undefined ? {} : { smtp }),
  };
  // Before anything is made, or cleared by --fresh, for an assembly that is not there.
  await readCloudAssembly(assembly);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // Functions run in this process, and Lambda's clock is UTC; a thread cannot have a zone of its own.
  process.env.TZ = 'UTC';
  const print = (text: string): void => void process.stdout.write(text);
  const cloud = await LocalCloud.open({ ...settings, journal: consoleJournal(print, Date.now, timeZone) });
  const stopped = stopSignal();

  const deploy = async (): Promise<void> => {
    await cloud.deploy(assembly);
    if (values['outputs-file'] !== undefined) {
      const content = `${JSON.stringify(cloud.outputs(), undefined, 2)}\n`;
      await writeFileAtomically(resolve(values['outputs-file']), content);
    }
  };

  try {
    const deployed = await Promise.race([deploy().then(() => true), stopped.then(() => false)]);
    if (!deployed) return;
    print(addresses(cloud));
    if (smtp !== undefined) print(`mail is passed on to ${smtp.host}:${smtp.port}\n`);
    print(`ready on ${cloud.origin}\n`);
    const watcher = watchAssembly(assembly, async () => {
      try {
        await deploy();
        print('deployed the changed assembly\n');
      } catch (error) {
        print(
          `The changed assembly was not deployed: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      }
    });
    await stopped;
    print('stopping\n');
    await watcher.close();
  } finally {
    await cloud.stop();
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`${text} is not a port number.`);
  return port;
}

function issuerForm(text: string): IssuerForm {
  if (text !== 'local' && text !== 'aws') throw new UsageError('--issuer takes local or aws.');
  return text;
}

function mailServer(address: string | undefined): SmtpServer | undefined {
  if (address === undefined || address === '') return undefined;
  try {
    return smtpServer(address);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function durabilityNamed(name: string): Durability {
  const found = DURABILITIES.find((each) => each === name);
  if (found === undefined) throw new UsageError(`${name} is no durability: ${DURABILITIES.join(' or ')}.`);
  return found;
}

/** The outputs, a line each, without those that only pass values from stack to stack. */
function addresses(cloud: LocalCloud): string {
  const lines = Object.entries(cloud.outputs()).flatMap(([stack, outputs]) =>
    Object.entries(outputs)
      .filter(([name]) => !name.startsWith('ExportsOutput'))
      .map(([name, value]) => ({ name: `${stack}.${name}`, value })),
  );
  const width = Math.max(0, ...lines.map(({ name }) => name.length));
  return lines.map(({ name, value }) => `${name.padEnd(width)}  ${value}\n`).join('');
}

/** How often it is looked whether npx is still there. */
const LOOK_EVERY_MS = 500;

/**
 * Fulfilled at the first SIGINT or SIGTERM; below npx also at its end, because it hands no signal on to what it runs in
 * a shell. A second signal ends the process at once.
 */
function stopSignal(): Promise<void> {
  return new Promise((fulfil) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => fulfil());
    if (process.env.npm_command !== 'exec') return;
    const { ppid } = process;
    const timer = setInterval(() => {
      if (process.ppid === ppid) return;
      clearInterval(timer);
      fulfil();
    }, LOOK_EVERY_MS);
    timer.unref();
  });
}
