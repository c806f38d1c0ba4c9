import type { HttpResponse } from '../front-door/http.ts';

/** The headers of an answer while it is changed; names are found without regard to case. */
export class HeaderFields {
  readonly #fields = new Map<string, readonly [name: string, value: string | readonly string[]]>();

  constructor(headers: HttpResponse['headers']) {
    for (const [name, value] of Object.entries(headers)) this.set(name, value);
  }

  has(name: string): boolean {
    return this.#fields.has(name.toLowerCase());
  }

  /** The value, lists joined by commas. */
  get(name: string): string | undefined {
    const value = this.#fields.get(name.toLowerCase())?.[1];
    return value === undefined || typeof value === 'string' ? value : value.join(', ');
  }

  /** Replaces what was there. */
  set(name: string, value: string | readonly string[]): void {
    this.#fields.set(name.toLowerCase(), [name, value]);
  }

  /** Adds to a header that is a list, unless it is in it. */
  append(name: string, value: string): void {
    const before = this.get(name);
    if (before === undefined || before === '') this.set(name, value);
    else if (
      !before
        .toLowerCase()
        .split(/\s*,\s*/)
        .includes(value.toLowerCase())
    )
      this.set(name, `${before}, ${value}`);
  }

  delete(name: string): void {
    this.#fields.delete(name.toLowerCase());
  }

  entries(): (readonly [name: string, value: string | readonly string[]])[] {
    return [...this.#fields.values()];
  }

  toHeaders(): HttpResponse['headers'] {
    return Object.fromEntries(this.#fields.values());
  }
}
