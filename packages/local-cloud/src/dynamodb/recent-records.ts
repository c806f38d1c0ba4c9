const MOST_RECORDS = 2_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** A record of a stream as it was written. */
interface RecentRecord {
  readonly stream: string;
  readonly sequence: number;
  /** JSON */
  readonly value: Buffer;
}

/**
 * The newest records of all streams, once they are durable. Whoever follows a stream reads what has just been written,
 * and need not wait until the database has it.
 */
export class RecentRecords {
  /** In the order of their numbers. */
  #records: RecentRecord[] = [];
  #bytes = 0;
  /** Every durable record of a higher number is here. */
  #floor = 0;

  /** Records up to this number are not here. */
  begin(sequence: number): void {
    this.#floor = Math.max(this.#floor, sequence);
  }

  add(record: RecentRecord): void {
    if (record.sequence <= this.#floor) return;
    const before = this.#records.findLastIndex(({ sequence }) => sequence < record.sequence);
    this.#records.splice(before + 1, 0, record);
    this.#bytes += record.value.length;
    if (this.#records.length > MOST_RECORDS || this.#bytes > MOST_BYTES) this.#dropOldest();
  }

  /** A stream's records of the numbers behind `after` up to `end`; undefined when some of them may not be here. */
  between(stream: string, after: number, end: number): Buffer[] | undefined {
    if (after < this.#floor) return undefined;
    const before = this.#records.findLastIndex(({ sequence }) => sequence <= after);
    return this.#records
      .slice(before + 1)
      .filter((record) => record.stream === stream && record.sequence <= end)
      .map(({ value }) => value);
  }

  /** Half of them at once, so that it is seldom done. */
  #dropOldest(): void {
    const dropped = this.#records.splice(0, Math.ceil(this.#records.length / 2));
    this.#floor = dropped.at(-1)?.sequence ?? this.#floor;
    for (const { value } of dropped) this.#bytes -= value.length;
  }
}
