import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import type { RoleCredentials, TemporaryCredentials } from '../../iam/role-credentials.ts';
import type { Journal } from '../../journal/journal.ts';
import type { LogSink } from '../../logs/log-sink.ts';
import { type CodeStore, modulePath } from '../code/code-store.ts';
import { environmentVariables } from '../environment-variables.ts';
import { functionCredentials } from '../function-credentials.ts';
import { type FunctionLogWriter, functionLogWriter } from '../function-log-writer.ts';
import { knowsCallbacks } from '../function-record.ts';
import type { FunctionVersion } from '../function-version.ts';
import { type PlatformLog, platformLog } from '../platform-log.ts';
import { type EnvironmentLimits, environmentLimits, MAX_ENVIRONMENTS } from './environment-limits.ts';
import { EnvironmentPool, type Lease, QueueFullError } from './environment-pool.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import type { Runtimes } from './runtimes.ts';

export interface FleetNeeds {
  readonly account: Account;
  readonly origin: string;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly logs: LogSink;
  readonly roles: RoleCredentials;
  readonly code: CodeStore;
  readonly runtimes: Runtimes;
  /** Milliseconds. */
  readonly environmentIdleMs?: number;
  /** How many environments all functions may have together. */
  readonly maxEnvironments?: number;
  /** One journal line, however often it is told. */
  readonly notice: Notice;
}

/** Tells the journal once what is different from AWS; `functionName` is empty where it concerns all. */
export type Notice = (functionName: string, rule: string, text: string, hint?: string) => void;

/** What belongs to one environment besides its runtime. */
export interface EnvironmentDetails {
  readonly writer: FunctionLogWriter;
  readonly platform: PlatformLog;
  /** When its credentials expire; milliseconds since the epoch. */
  readonly expiration: number;
  readonly pool: EnvironmentPool;
}

/** Idle environments are kept this long by default. */
const IDLE_MS = 5 * 60_000;
const SWEEPS_IN_IDLE_TIME = 10;
/** An environment takes no request when its credentials would expire sooner than this after the timeout. */
const CREDENTIALS_MARGIN_MS = 5 * 60_000;
/** Lambda gives the code this long to load, beyond the function's own timeout. */
const START_LIMIT_MS = 10_000;

/** The environments of all functions. */
export class EnvironmentFleet {
  readonly #needs: FleetNeeds;
  readonly #limits: EnvironmentLimits;
  readonly #pools = new Map<string, { readonly pool: EnvironmentPool; readonly functionName: string }>();
  readonly #details = new WeakMap<ExecutionEnvironment, EnvironmentDetails>();
  readonly #credentials: (version: FunctionVersion) => TemporaryCredentials;
  /** Folders of environments that crashed; by pool. The next environment takes over, as on AWS. */
  readonly #leftFolders = new Map<string, string[]>();
  readonly #sweep: NodeJS.Timeout;
  #closed = false;

  constructor(needs: FleetNeeds) {
    this.#needs = needs;
    this.#credentials = functionCredentials(needs.roles, needs.sources);
    this.#limits = environmentLimits({
      most: needs.maxEnvironments ?? MAX_ENVIRONMENTS,
      makeRoom: () => this.#endLeastUsed(),
      starvedSince: () => this.#starvedSince(),
    });
    this.#limits.onFree(() => this.#grow());
    const idleMs = needs.environmentIdleMs ?? IDLE_MS;
    this.#sweep = setInterval(() => this.#reclaim(idleMs), idleMs / SWEEPS_IN_IDLE_TIME);
    this.#sweep.unref();
  }

  /** An environment that is ready for a request, or whose start failed. Throws AwsError, QueueFullError. */
  async lease(version: FunctionVersion): Promise<Lease & { readonly details: EnvironmentDetails }> {
    for (;;) {
      if (this.#closed) throw new AwsError('ServiceException', 'The local cloud is stopping.', 500);
      const pool = this.#pools.get(version.poolKey)?.pool ?? (await this.#makePool(version));
      const lease = await pool.lease();
      const details = this.#details.get(lease.environment);
      const needed = this.#needs.sources.now() + version.configuration.timeout * 1000 + CREDENTIALS_MARGIN_MS;
      if (details !== undefined && details.expiration > needed) return { ...lease, details };
      if (details !== undefined && lease.cold !== undefined) return { ...lease, details };
      await lease.environment.end();
    }
  }

  /** Ends the environments of a function that was changed or deleted, each after its request. */
  retire(functionName: string, isCurrent: (poolKey: string) => boolean): void {
    for (const [key, entry] of this.#pools) {
      if (entry.functionName !== functionName || isCurrent(key)) continue;
      this.#pools.delete(key);
      entry.pool.retire();
      for (const folder of this.#leftFolders.get(key) ?? [])
        this.#needs.code.removeTemporaryDirectory(folder);
      this.#leftFolders.delete(key);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all([this.#needs.runtimes.close(), ...pools.map(({ pool }) => pool.end())]);
  }

  async #makePool(version: FunctionVersion): Promise<EnvironmentPool> {
    const taskRoot = await this.#needs.code.taskRoot(version.configuration);
    // Another request may have made the pool in the meantime.
    const known = this.#pools.get(version.poolKey);
    if (known !== undefined) return known.pool;
    if (this.#closed) throw new QueueFullError();
    const pool: EnvironmentPool = new EnvironmentPool(
      () => this.#make(version, taskRoot, pool),
      this.#limits,
    );
    this.#pools.set(version.poolKey, { pool, functionName: version.name });
    return pool;
  }

  #make(version: FunctionVersion, taskRoot: string, pool: EnvironmentPool): ExecutionEnvironment {
    const { account, origin, sources, code, runtimes } = this.#needs;
    const { name, configuration } = version;
    const { logging } = configuration;
    const id = sources.bytes(16).toString('hex');
    const logStream = streamName(sources.now(), version.version, id);
    const credentials = this.#credentials(version);
    const runtime = runtimes.version(configuration.runtime);
    const platform = platformLog(logging, runtime, version.version, sources.now);
    const writer = this.#writerOf(version, logStream);
    const folder = this.#leftFolders.get(version.poolKey)?.pop() ?? id;
    const start = {
      type: 'start',
      origin,
      taskRoot,
      handler: configuration.handler,
      callbacks: knowsCallbacks(configuration.runtime),
      logFormat: logging.format,
      logLevel: logging.applicationLogLevel,
      variables: environmentVariables({
        account,
        origin,
        name,
        version: version.version,
        configuration,
        credentials,
        logStream,
        taskRoot,
        temporaryDirectory: code.temporaryDirectory(folder),
        modulePath: modulePath(taskRoot, configuration.runtime),
      }),
    } as const;
    const host = runtimes.start(configuration, start.variables);
    void writer.write(platform.initStart().map((message) => ({ timestamp: sources.now(), message })));
    const environment: ExecutionEnvironment = new ExecutionEnvironment({
      host,
      start,
      startLimit: START_LIMIT_MS + configuration.timeout * 1000,
      idleLine: (line) => void writer.write([line]),
      notice: (text) => this.#needs.notice(name, 'not emulated', `${name}: ${text}`),
      ended: (crashed) => {
        pool.ended(environment);
        if (crashed && this.#pools.get(version.poolKey)?.pool === pool) this.#leave(version.poolKey, folder);
        else code.removeTemporaryDirectory(folder);
      },
    });
    void environment.started.then(() => runtimes.prepare(configuration));
    this.#details.set(environment, { writer, platform, expiration: credentials.expiration, pool });
    return environment;
  }

  #writerOf(version: FunctionVersion, stream: string): FunctionLogWriter {
    const { name, configuration } = version;
    const { group } = configuration.logging;
    return functionLogWriter({
      ...this.#needs,
      role: configuration.role,
      functionName: name,
      group,
      stream,
      denied: (action) =>
        this.#needs.notice(
          name,
          `identity policy of role ${configuration.role}`,
          `The log of ${name} stays empty: its role may not ${action} on ${group}.`,
          'Attach AWSLambdaBasicExecutionRole, or grant logs:CreateLogStream and logs:PutLogEvents on the log group.',
        ),
    });
  }

  #leave(poolKey: string, folder: string): void {
    const left = this.#leftFolders.get(poolKey);
    if (left === undefined) this.#leftFolders.set(poolKey, [folder]);
    else left.push(folder);
  }

  /** Whoever has waited longest is served first, so that a busy function holds up no other. */
  #grow(): void {
    const waiting = [...this.#pools.values()].flatMap(({ pool }) => {
      const { waitingSince: since } = pool;
      return since === undefined ? [] : [{ pool, since }];
    });
    for (const { pool } of waiting.sort((left, right) => left.since - right.since)) pool.grow();
  }

  #starvedSince(): number | undefined {
    let earliest: number | undefined;
    for (const { pool } of this.#pools.values()) {
      const since = pool.empty ? pool.waitingSince : undefined;
      if (since !== undefined && (earliest === undefined || since < earliest)) earliest = since;
    }
    return earliest;
  }

  #reclaim(idleMs: number): void {
    for (const { pool } of this.#pools.values()) pool.reclaim(performance.now() - idleMs);
  }

  #endLeastUsed(): void {
    let oldest: EnvironmentPool | undefined;
    for (const { pool } of this.#pools.values()) {
      const since = pool.idleSince ?? Number.POSITIVE_INFINITY;
      if (since < (oldest?.idleSince ?? Number.POSITIVE_INFINITY)) oldest = pool;
    }
    if (oldest?.idleSince !== undefined) oldest.reclaim(oldest.idleSince + 1);
  }
}

/** `2026/01/15/[$LATEST]<32 hexadecimal digits>` */
function streamName(now: number, version: string, id: string): string {
  return `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${id}`;
}
