import { readConditionSyntax } from './condition-syntax.ts';
import type { ExpressionKind } from './expression-error.ts';
import { readProjectionSyntax } from './projection-syntax.ts';
import type { ConditionSyntax, ProjectionSyntax, UpdateSyntax } from './syntax.ts';
import { checkConditionSyntax, checkProjectionSyntax, checkUpdateSyntax } from './syntax-rules.ts';
import { readUpdateSyntax } from './update-syntax.ts';

/** Bounds what one cache holds: the sum of the lengths of its texts. */
const MAX_CHARACTERS = 128 * 1024;

/**
 * Keeps what was parsed for the next request with the same text, since programs send the same few
 * expressions over and over. The texts used longest ago go first; a text that is refused is not kept.
 */
export class ParseCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;
  #characters = 0;

  constructor(limit: number = MAX_CHARACTERS) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(text: string, parse: () => T): T {
    const known = this.#entries.get(text);
    if (known !== undefined) {
      this.#entries.delete(text);
      this.#entries.set(text, known);
      return known;
    }
    const parsed = parse();
    this.#entries.set(text, parsed);
    this.#characters += text.length;
    this.#evict();
    return parsed;
  }

  #evict(): void {
    for (const text of this.#entries.keys()) {
      if (this.#characters <= this.#limit) return;
      this.#entries.delete(text);
      this.#characters -= text.length;
    }
  }
}

const conditions = new ParseCache<ConditionSyntax>();
const projections = new ParseCache<ProjectionSyntax>();
const updates = new ParseCache<UpdateSyntax>();

/** The checked syntax of a condition, a filter or a key condition, which share one grammar. */
export function conditionSyntax(kind: ExpressionKind, text: string): ConditionSyntax {
  return conditions.get(text, () => {
    const condition = readConditionSyntax(kind, text);
    checkConditionSyntax(kind, condition);
    return condition;
  });
}

export function projectionSyntax(text: string): ProjectionSyntax {
  return projections.get(text, () => {
    const projection = readProjectionSyntax(text);
    checkProjectionSyntax(projection);
    return projection;
  });
}

export function updateSyntax(text: string): UpdateSyntax {
  return updates.get(text, () => {
    const update = readUpdateSyntax(text);
    checkUpdateSyntax(update);
    return update;
  });
}
