import { AwsError } from '../aws/aws-error.ts';
import { type JsonCollection, jsonCollection } from '../store/json-collection.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import type { RuleRecord } from './rule-record.ts';
import { parseSchedule, type Schedule } from './schedule.ts';

interface KnownRule {
  readonly record: RuleRecord;
  readonly schedule: Schedule;
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

  get(name: string): RuleRecord | undefined {
    return this.#rules.get(name)?.record;
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

  /** Throws AwsError `ValidationException` for a schedule that cannot be read. */
  async put(record: RuleRecord, now: number): Promise<void> {
    parseSchedule(record.scheduleExpression);
    await this.#collection.put(record.name, record);
    this.#remember(record, now);
  }

  async delete(name: string): Promise<void> {
    await this.#collection.delete(name);
    this.#rules.delete(name);
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
      known.due = schedule.next(now, record.since);
      if (now - due <= patience) taken.push({ rule: record, at: due });
    }
    return taken;
  }

  #remember(record: RuleRecord, now: number): void {
    const schedule = parseSchedule(record.scheduleExpression);
    const due = record.enabled ? schedule.next(now, record.since) : undefined;
    this.#rules.set(record.name, { record, schedule, due });
  }
}
