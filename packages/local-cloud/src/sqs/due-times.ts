interface Due {
  readonly at: number;
  readonly id: string;
}

/** Points in time, the earliest first: a binary heap. */
export class DueTimes {
  readonly #heap: Due[] = [];

  get earliest(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, id: string): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push({ at, id });
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if ((heap[parent]?.at ?? 0) <= at) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Takes out what is due by `now`. */
  *take(now: number): Generator<Due> {
    while (this.earliest <= now) {
      const heap = this.#heap;
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return;
      if (heap.length > 0) {
        heap[0] = last;
        this.#sink();
      }
      yield first;
    }
  }

  #sink(): void {
    const at = (index: number): number => this.#heap[index]?.at ?? Number.POSITIVE_INFINITY;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = at(left + 1) < at(left) ? left + 1 : left;
      if (at(child) >= at(index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  #swap(left: number, right: number): void {
    const heap = this.#heap;
    const [one, other] = [heap[left], heap[right]];
    if (one === undefined || other === undefined) return;
    heap[left] = other;
    heap[right] = one;
  }
}
