import { AwsError } from '../aws/aws-error.ts';
import { type EventFilter, parseEventFilter } from '../lambda/event-source/event-filter.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { DEFAULT_BUS } from './event-bus-store.ts';
import { type RuleRecord, ruleKey } from './rule-record.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import type { RuleEvent } from './target-input.ts';

interface KnownRule {
  readonly record: RuleRecord;
  readonly schedule: Schedule | undefined;
  readonly wants: EventFilter | undefined;
  /** When it fires next. */
  due: number | undefined;
}

/** The rules, and when each is due. What was due while nobody looked is passed over. */
export class RuleBook {
  readonly #collection: JsonCollection<RuleRecord>;
  readonly #rules = new Map<string, KnownRule>();

  private constructor(store: OrderedStore) {
    this.#collection = jsonCollection(store);
  }

  static async open(store: OrderedStore, now: number): Promise<RuleBook> {
    const book = new RuleBook(store);
    for await (const [, record] of book.#collection.list()) book.#remember(record, now);
    return book;
  }

  /** By what `ruleKey` gives. */
  get(key: string): RuleRecord | undefined {
    return this.#rules.get(key)?.record;
  }

  /** Throws AwsError `ResourceNotFoundException`. */
  require(name: string): RuleRecord {
    const record = this.get(name);
    if (record === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Rule ${name.slice(0, 128)} does not exist on EventBus default.`,
      );
    }
    return record;
  }

  /** Throws AwsError `ValidationException` for a schedule, EventFilterError for a pattern that cannot be read. */
  async put(record: RuleRecord, now: number): Promise<void> {
    readRule(record);
    await this.#collection.put(ruleKey(record), record);
    this.#remember(record, now);
  }

  async delete(key: string): Promise<void> {
    await this.#collection.delete(key);
    this.#rules.delete(key);
  }

  /** The enabled rules of a bus whose patterns the event matches. */
  matching(bus: string, event: RuleEvent): RuleRecord[] {
    return [...this.#rules.values()]
      .filter(({ record }) => record.enabled && (record.bus ?? DEFAULT_BUS) === bus)
      .filter(({ wants }) => wants?.(event) === true)
      .map(({ record }) => record);
  }

  /** The earliest time at which a rule is due. */
  nextDue(): number | undefined {
    const times = [...this.#rules.values()].flatMap(({ due }) => (due === undefined ? [] : [due]));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Takes the rules that are due by `now`. One that is late by more than `patience` milliseconds is skipped. */
  takeDue(now: number, patience: number): { readonly rule: RuleRecord; readonly at: number }[] {
    const taken: { rule: RuleRecord; at: number }[] = [];
    for (const known of this.#rules.values()) {
      const { due, record, schedule } = known;
      if (due === undefined || due > now) continue;
      known.due = schedule?.next(now, record.since);
      if (now - due <= patience) taken.push({ rule: record, at: due });
    }
    return taken;
  }

  #remember(record: RuleRecord, now: number): void {
    const { schedule, wants } = readRule(record);
    const due = record.enabled ? schedule?.next(now, record.since) : undefined;
    this.#rules.set(ruleKey(record), { record, schedule, wants, due });
  }
}

function readRule({ scheduleExpression, pattern }: RuleRecord): Pick<KnownRule, 'schedule' | 'wants'> {
  return {
    schedule: scheduleExpression === undefined ? undefined : parseSchedule(scheduleExpression),
    wants: pattern === undefined ? undefined : parseEventFilter(pattern),
  };
}
