/** Keeps at most `most` of what it is given, spread evenly over all of it. */
export class EventSample<Event> {
  readonly #most: number;
  #kept: Event[] = [];
  #seen = 0;
  /** Of so many, one is kept. */
  #stride = 1;

  constructor(most: number) {
    this.#most = most;
  }

  add(event: Event): void {
    if (this.#seen % this.#stride === 0) {
      if (this.#kept.length === this.#most) {
        this.#kept = this.#kept.filter((_, at) => at % 2 === 0);
        this.#stride *= 2;
      }
      if (this.#seen % this.#stride === 0) this.#kept.push(event);
    }
    this.#seen += 1;
  }

  /** What was kept, and whether that is not all; begins anew. */
  take(): { readonly events: readonly Event[]; readonly sampled: boolean } {
    const taken = { events: this.#kept, sampled: this.#seen > this.#kept.length };
    this.#kept = [];
    this.#seen = 0;
    this.#stride = 1;
    return taken;
  }
}
