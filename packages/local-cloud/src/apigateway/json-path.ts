/** One step of a path: a member, an index, all children, or everything below with a name. */
type Step =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'below'; readonly name: string }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined };

/** A JSONPath ready to be applied. Gives undefined when nothing is there. */
export type JsonPath = (root: unknown) => unknown;

const STEP =
  /^(?:\.\.([\w$-]+)|\.(\*)|\.([\w$@:-]+)|\[\s*(\*)\s*\]|\[\s*(-?\d+)\s*\]|\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]|\[\s*'((?:[^'\\]|\\.)*)'\s*\]|\[\s*"((?:[^"\\]|\\.)*)"\s*\])/;

/**
 * The paths that mapping templates use: members, indexes, slices, wildcards and `..name`.
 * Throws SyntaxError for filters and scripts, which are not emulated.
 * Source: RFC 9535 for the grammar; a path without wildcards gives its value, others a list.
 */
export function jsonPath(path: string): JsonPath {
  const steps = stepsOf(path.trim());
  const definite = steps.every((step) => step.kind === 'member' || step.kind === 'index');
  return (root) => {
    let found: unknown[] = [root];
    for (const step of steps) found = found.flatMap((value) => apply(step, value));
    return definite ? found[0] : found;
  };
}

function stepsOf(path: string): readonly Step[] {
  let rest = path.startsWith('$') ? path.slice(1) : `.${path}`;
  const steps: Step[] = [];
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null) throw new SyntaxError(`Not a JSONPath that is emulated: ${path}`);
    const [whole, below, dotAll, member, all, index, from, to, single, double] = match;
    rest = rest.slice(whole.length);
    if (below !== undefined) steps.push({ kind: 'below', name: below });
    else if (dotAll !== undefined || all !== undefined) steps.push({ kind: 'all' });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else if (from !== undefined) steps.push({ kind: 'slice', from: bound(from), to: bound(to) });
    else steps.push({ kind: 'member', name: member ?? unescaped(single ?? double ?? '') });
  }
  return steps;
}

function bound(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

function apply(step: Step, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  switch (step.kind) {
    case 'member':
      return Object.hasOwn(value, step.name) ? [Reflect.get(value, step.name)] : [];
    case 'index': {
      const item = Array.isArray(value) ? value.at(step.index) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to) : [];
    case 'all':
      return Object.values(value);
    case 'below':
      return below(value, step.name);
  }
}

function below(value: object, name: string): unknown[] {
  const found: unknown[] = [];
  const waiting: object[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!Array.isArray(next) && Object.hasOwn(next, name)) found.push(Reflect.get(next, name));
    for (const child of Object.values(next).reverse()) {
      if (typeof child === 'object' && child !== null) waiting.push(child);
    }
  }
  return found;
}
