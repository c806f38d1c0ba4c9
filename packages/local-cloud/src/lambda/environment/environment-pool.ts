import { availableParallelism } from 'node:os';
import type { EnvironmentLimits } from './environment-limits.ts';
import type { ExecutionEnvironment, StartOutcome } from './execution-environment.ts';

/** An environment for one request. `cold` tells how its start went when this is its first. */
export interface Lease {
  readonly environment: ExecutionEnvironment;
  readonly cold?: StartOutcome;
}

/** The request would wait behind too many others. */
export class QueueFullError extends Error {
  override name = 'QueueFullError';
}

interface Waiting {
  readonly since: number;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: Error) => void;
}

const MAX_WAITING = 1000;
const CORES = availableParallelism();

/**
 * The environments of one version of one function. A request takes an idle one, the last used first;
 * otherwise it waits for one to become free, and when that takes too long another one is started.
 */
export class EnvironmentPool {
  readonly #make: () => ExecutionEnvironment;
  readonly #limits: EnvironmentLimits;
  readonly #all = new Set<ExecutionEnvironment>();
  #idle: { readonly environment: ExecutionEnvironment; readonly since: number }[] = [];
  /** How those started that have not had a request yet. */
  readonly #fresh = new Map<ExecutionEnvironment, StartOutcome>();
  #waiting: Waiting[] = [];
  #starting = 0;
  #timer: NodeJS.Timeout | undefined;
  #retired = false;

  /** `make` starts one environment; it may throw, and then the requests that wait hear of it. */
  constructor(make: () => ExecutionEnvironment, limits: EnvironmentLimits) {
    this.#make = make;
    this.#limits = limits;
  }

  /** Throws QueueFullError, or what `make` throws. */
  lease(): Promise<Lease> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      // Something that a request left behind may have ended it in the meantime.
      if (idle.environment.alive) return Promise.resolve(this.#leaseOf(idle.environment));
    }
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ since: performance.now(), resolve, reject });
      this.grow();
    });
  }

  /** Gives an environment back after its request. */
  release(environment: ExecutionEnvironment): void {
    if (!environment.alive) return;
    const [first] = this.#waiting;
    if (first !== undefined && this.#limits.mustYield(first.since)) {
      void environment.end();
      return;
    }
    const next = this.#waiting.shift();
    if (next !== undefined) next.resolve(this.#leaseOf(environment));
    else if (this.#retired) void environment.end();
    else this.#idle.push({ environment, since: performance.now() });
  }

  /** To be called when a thread has ended. */
  ended(environment: ExecutionEnvironment): void {
    if (!this.#all.delete(environment)) return;
    this.#fresh.delete(environment);
    this.#idle = this.#idle.filter((idle) => idle.environment !== environment);
    this.#limits.gone();
  }

  /** Starts another environment if those that wait have waited long enough for one. */
  grow(): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    const due = first.since + patience(this.#all.size) - performance.now();
    // One that is about to be ready serves the first in the queue; only those behind need more.
    if (due <= 0 && this.#waiting.length > this.#starting && this.#limits.take()) this.#startOne();
    if (this.#waiting.length > this.#starting) this.#growLater(Math.max(due, GROW_EVERY_MS));
  }

  /** Since when the first request has waited for an environment; undefined when none waits. */
  get waitingSince(): number | undefined {
    return this.#waiting[0]?.since;
  }

  /** Whether there is no environment, not even one that is starting. */
  get empty(): boolean {
    return this.#all.size === 0;
  }

  /** Since when the environment has been idle that was used least of all; undefined when none is idle. */
  get idleSince(): number | undefined {
    return this.#idle[0]?.since;
  }

  /** Ends environments that have been idle since before `since` (as `performance.now` counts). */
  reclaim(since: number): void {
    const old = this.#idle.filter((idle) => idle.since < since);
    if (old.length === 0) return;
    this.#idle = this.#idle.filter((idle) => idle.since >= since);
    for (const { environment } of old) void environment.end();
  }

  /** Takes no more requests: what is idle ends now, the rest after its request. */
  retire(): void {
    this.#retired = true;
    this.reclaim(Number.POSITIVE_INFINITY);
  }

  /** Ends all environments now; requests under way fail. */
  async end(): Promise<void> {
    this.#retired = true;
    clearTimeout(this.#timer);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(new QueueFullError());
    await Promise.all([...this.#all].map((environment) => environment.end()));
  }

  #growLater(delay: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.grow();
    }, delay);
  }

  #startOne(): void {
    let environment: ExecutionEnvironment;
    try {
      environment = this.#make();
    } catch (error) {
      this.#limits.started();
      this.#limits.gone();
      this.#waiting.shift()?.reject(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    this.#all.add(environment);
    this.#starting += 1;
    void environment.started.then((cold) => {
      this.#starting -= 1;
      this.#fresh.set(environment, cold);
      // A start that failed is somebody's failed request, as long as somebody waits.
      const next = this.#waiting.shift();
      if (next !== undefined) next.resolve(this.#leaseOf(environment));
      else this.release(environment);
      // Only now, or the one that has just been served would ask for another environment.
      this.#limits.started();
    });
  }

  #leaseOf(environment: ExecutionEnvironment): Lease {
    const cold = this.#fresh.get(environment);
    if (cold === undefined) return { environment };
    this.#fresh.delete(environment);
    return { environment, cold };
  }
}

const GROW_EVERY_MS = 5;

/**
 * How many milliseconds a request waits for one of `existing` environments before another one is started.
 * Beyond one for each core, another one only helps functions that wait for something.
 */
function patience(existing: number): number {
  if (existing === 0) return 0;
  return existing < CORES ? 10 : (50 * existing) / CORES;
}
