import type { JsonCollection } from '../store/json-collection.ts';
import type { ApiKey, UsagePlan } from './rest-api-model.ts';
import type { RestApiStore } from './rest-api-store.ts';
import { bucketFor } from './throttle.ts';
import type { TokenBucket } from './token-bucket.ts';

/** How often a key was used in one period; kept over restarts. */
export interface KeyUsage {
  /** Such as `2026-11-20`: the period's first day, in UTC. */
  readonly period: string;
  readonly used: number;
}

export type KeyVerdict = 'unknown' | 'throttled' | 'quota used' | { readonly key: ApiKey };

/** The API keys of the account and the plans that limit them. */
export interface UsagePlans {
  /** Reads keys and plans again; to be called after each change of them. */
  reload(): Promise<void>;
  /** Counts a request with that key: to a stage, for a method such as `/items/GET`. */
  use(value: string, apiId: string, stage: string, method: string): KeyVerdict;
}

interface Subscription {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
}

export function usagePlans(
  store: RestApiStore,
  usage: JsonCollection<KeyUsage>,
  now: () => number,
): UsagePlans {
  let byValue = new Map<string, Subscription[]>();
  const buckets = new Map<string, TokenBucket | undefined>();
  const counts = new Map<string, KeyUsage>();

  const takeFrom = (id: string, limits: Parameters<typeof bucketFor>[0]): boolean => {
    if (!buckets.has(id)) buckets.set(id, bucketFor(limits, now));
    return buckets.get(id)?.take() ?? true;
  };

  const count = ({ key, plan }: Subscription): boolean => {
    if (plan.quota === undefined) return true;
    const id = `${plan.id}/${key.id}`;
    const period = periodStart(now(), plan.quota.period);
    const known = counts.get(id) ?? usage.get(id);
    const used = known?.period === period ? known.used : 0;
    if (used >= plan.quota.limit) return false;
    const counted = { period, used: used + 1 };
    counts.set(id, counted);
    // The answer does not wait for the disk: at worst a crash forgets the last few requests.
    void usage.put(id, counted).catch(() => {});
    return true;
  };

  return {
    async reload() {
      const next = new Map<string, Subscription[]>();
      const plans = new Map<string, UsagePlan>();
      for await (const [id, plan] of store.usagePlans.list()) plans.set(id, plan);
      for await (const [, { planId, keyId }] of store.usagePlanKeys.list()) {
        const plan = plans.get(planId);
        const key = store.apiKeys.get(keyId);
        if (plan === undefined || key === undefined || !key.enabled) continue;
        next.set(key.value, [...(next.get(key.value) ?? []), { key, plan }]);
      }
      byValue = next;
      buckets.clear();
    },

    use(value, apiId, stage, method) {
      for (const subscription of byValue.get(value) ?? []) {
        const { key, plan } = subscription;
        const own = plan.stages.find((one) => one.apiId === apiId && one.stage === stage);
        if (own === undefined) continue;
        const id = `${plan.id}/${key.id}`;
        const special = Object.hasOwn(own.throttle, method) ? own.throttle[method] : undefined;
        const free =
          special === undefined
            ? takeFrom(id, plan.throttle)
            : takeFrom(`${id}/${apiId}/${stage}${method}`, special);
        if (!free) return 'throttled';
        return count(subscription) ? { key } : 'quota used';
      }
      return 'unknown';
    },
  };
}

/** The first day of the period, in UTC; weeks begin on Sunday. */
function periodStart(epochMs: number, period: 'DAY' | 'WEEK' | 'MONTH'): string {
  const date = new Date(epochMs);
  if (period === 'WEEK') date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  if (period === 'MONTH') date.setUTCDate(1);
  return date.toISOString().slice(0, 10);
}
