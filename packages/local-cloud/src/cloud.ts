import { readCloudAssembly } from './assembly/cloud-assembly.ts';
import { type Account, LOCAL_ACCOUNT } from './aws/account.ts';
import { type Sources, SYSTEM_SOURCES } from './aws/sources.ts';
import { noteSummary } from './cloudformation/noted-summary.ts';
import type { DeploymentSummary } from './cloudformation/stack-deployment.ts';
import { describeFinding, UnsupportedTemplateError } from './cloudformation/support-check.ts';
import { type Composition, type CompositionSettings, compose } from './composition.ts';
import {
  assertKnownFormat,
  clearDataDirectory,
  openDataDirectory,
  writeRunningCloud,
} from './data-directory.ts';
import type { HttpHandler, HttpRequest } from './front-door/http.ts';
import { type Listener, listen } from './front-door/listener.ts';
import { openSiteListeners, type SiteListeners } from './front-door/site-listeners.ts';
import type { AdministratorKeys } from './iam/iam.ts';
import { type Journal, SILENT_JOURNAL } from './journal/journal.ts';
import { recentJournal } from './journal/recent-journal.ts';
import { type Durability, openLevelStore } from './store/level-store.ts';

export interface LocalCloudOptions extends CompositionSettings {
  /** Where everything is kept; made when it is missing. */
  readonly dataDirectory: string;
  /** The port of the one listener; 0 takes a free one. Default 4566. */
  readonly port?: number;
  /** Start from nothing: what the folder held is removed. */
  readonly fresh?: boolean;
  /** How far an acknowledged write reaches. Default `process`. */
  readonly durability?: Durability;
  /** Tell each property that is left out, not only how many there are of a kind. */
  readonly verbose?: boolean;
  /** Where decisions are written. Default: nowhere. */
  readonly journal?: Journal;
  readonly account?: Account;
  readonly sources?: Sources;
}

/** AWS's services for one account and region on this machine, behind one listener. */
export class LocalCloud {
  /** `http://localhost:4566`. */
  readonly origin: string;
  readonly administrator: AdministratorKeys;
  readonly #parts: RunningParts;
  #deployments: Promise<unknown> = Promise.resolve();

  private constructor(parts: RunningParts) {
    this.origin = parts.origin;
    this.administrator = parts.administrator;
    this.#parts = parts;
  }

  /**
   * Opens the data folder and starts to listen; what an earlier run deployed is there again.
   * Throws DataDirectoryError, ListenError.
   */
  static async open(options: LocalCloudOptions): Promise<LocalCloud> {
    return new LocalCloud(await startParts(options));
  }

  /**
   * Brings the stacks to what the cloud assembly in `directory` (a `cdk.out`) says. Checks all of it first:
   * when something is not emulated, nothing is changed.
   * Throws UnsupportedTemplateError, AssemblyError, TemplateError, DeploymentError.
   */
  deploy(directory: string): Promise<Readonly<Record<string, DeploymentSummary>>> {
    const deployment = this.#deployments.then(() => this.#deploy(directory));
    this.#deployments = deployment.catch(() => {});
    return deployment;
  }

  async #deploy(directory: string): Promise<Readonly<Record<string, DeploymentSummary>>> {
    const { stacks, assets, notes } = this.#parts;
    const assembly = await readCloudAssembly(directory);
    const findings = stacks.check(assembly.stacks);
    const refused = findings.filter(({ outcome }) => outcome === 'refused');
    if (refused.length > 0) throw new UnsupportedTemplateError(refused);
    const { current: earlier } = assets;
    const { directoryOf } = assembly.assets;
    // A deployment that fails is rolled back to what the assembly before it holds.
    assets.current = (bucket, key) => directoryOf(bucket, key) ?? earlier(bucket, key);
    const summaries: Record<string, DeploymentSummary> = {};
    for (const stack of assembly.stacks) summaries[stack.stackName] = await stacks.deploy(stack);
    assets.current = directoryOf;
    notes.current = findings.filter(({ reason }) => reason !== '');
    this.#tellNotes();
    this.#parts.ready = true;
    return summaries;
  }

  /** What was left out: by reasons, unless each shall be told. */
  #tellNotes(): void {
    const { journal, notes, verbose } = this.#parts;
    const texts = verbose ? notes.current.map(describeFinding) : noteSummary(notes.current);
    for (const [index, text] of texts.entries()) {
      const last = index === texts.length - 1 && texts.length < notes.current.length;
      const hint = `Each of them: ${this.origin}/_local/console/stack, or start with --verbose.`;
      const entry = { source: 'cloudformation', outcome: 'notice', rule: 'not emulated', text } as const;
      journal.write(last ? { ...entry, hint } : entry);
    }
  }

  /** The stacks' outputs, in the form of `cdk deploy --outputs-file`. */
  outputs(): Record<string, Record<string, string>> {
    return this.#parts.stacks.outputs();
  }

  /**
   * Fires a scheduled rule at once, by its physical name. Resolves when its targets have the event.
   * Throws AwsError `ResourceNotFoundException`.
   */
  fireRule(name: string): Promise<void> {
    return this.#parts.fireRule(name);
  }

  /** Stops listening, lets what runs end, closes the store. What a deployment waits for is given up. */
  async stop(): Promise<void> {
    this.#parts.abandonDeployment();
    await this.#deployments;
    await this.#parts.close();
  }
}

interface RunningParts extends Composition {
  readonly verbose: boolean;
  close(): Promise<void>;
}

async function startParts(options: LocalCloudOptions): Promise<RunningParts> {
  const { account = LOCAL_ACCOUNT, sources = SYSTEM_SOURCES } = options;
  const journal = recentJournal(options.journal ?? SILENT_JOURNAL, sources.now);
  const data = await openDataDirectory(options.dataDirectory);
  if (options.fresh) await clearDataDirectory(data);
  else await assertKnownFormat(data);
  const store = await openLevelStore(data.state, options.durability);
  let handler: HttpHandler = async () => ({ status: 503, headers: { 'Retry-After': '1' } });
  const onFault = (request: HttpRequest, error: unknown): void => journal.write(faultEntry(request, error));
  let listener: Listener | undefined;
  let sites: SiteListeners | undefined;
  try {
    // Addresses hold the port, so the port comes first; requests are answered once the parts are there.
    listener = await listen({
      port: options.port ?? 4566,
      sources,
      handler: (request) => handler(request),
      onFault,
    });
    const origin = `http://localhost:${listener.port}`;
    sites = await openSiteListeners({
      store: store.namespace('site-ports'),
      base: options.port === 0 ? undefined : listener.port,
      sources,
      onFault,
    });
    const base = { account, sources, journal, origin };
    const parts = await compose(base, store, data.path, sites, options);
    handler = parts.handler;
    await writeRunningCloud(data.path, { pid: process.pid, origin, region: account.region });
    const { close } = listener;
    const { closeAll: closeSites } = sites;
    return Object.assign(parts, {
      verbose: options.verbose === true,
      close: async () => {
        // Open consoles would hold the listener.
        journal.close();
        await Promise.all([closeSites(), close()]);
        // Each part ends before those it writes to.
        for (const part of parts.all.toReversed()) await part.close?.();
        await store.close();
      },
    });
  } catch (error) {
    await sites?.closeAll();
    await listener?.close();
    await store.close();
    throw error;
  }
}

function faultEntry(request: HttpRequest, error: unknown): Parameters<Journal['write']>[0] {
  return {
    source: 'front-door',
    outcome: 'failed',
    requestId: request.id,
    rule: 'a fault of the local cloud itself',
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
