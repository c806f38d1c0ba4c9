/** A route as the template has it. */
export interface Route<Target> {
  /** `/`, `/items/{id}` or `/files/{proxy+}`. */
  readonly path: string;
  /** A verb or `ANY`. */
  readonly method: string;
  readonly target: Target;
}

export interface RouteMatch<Target> {
  readonly target: Target;
  /** Undecoded, as AWS hands them on. Null when the path has none. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

export interface RouteTable<Target> {
  /** `path` is undecoded and begins with one slash; trailing slashes count for nothing. */
  match(method: string, path: string): RouteMatch<Target> | undefined;
}

interface Node<Target> {
  readonly statics: Map<string, Node<Target>>;
  readonly methods: Map<string, Target>;
  parameter: { readonly name: string; readonly node: Node<Target> } | undefined;
  greedy: { readonly name: string; readonly node: Node<Target> } | undefined;
}

/** The verbs that `ANY` stands for. */
const ANY_METHODS: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
]);

function emptyNode<Target>(): Node<Target> {
  return { statics: new Map(), methods: new Map(), parameter: undefined, greedy: undefined };
}

/**
 * Finds routes as API Gateway does: a static part goes before `{parameter}`, that before `{greedy+}`, and
 * path and method are one decision, so a path whose static resource lacks the method may still be answered
 * by a parameter's resource.
 */
export function routeTable<Target>(routes: readonly Route<Target>[]): RouteTable<Target> {
  const root = emptyNode<Target>();
  for (const route of routes) {
    let node = root;
    for (const part of route.path.split('/').slice(1)) if (part !== '') node = childOf(node, part);
    node.methods.set(route.method, route.target);
  }

  return {
    match: (method, path) => {
      let end = path.length;
      while (end > 0 && path.charCodeAt(end - 1) === 47) end--;
      const parts = end === 0 ? [] : path.slice(1, end).split('/');
      const values: string[] = [];
      const names: string[] = [];
      const target = find(root, method, parts, 0, names, values);
      if (target === undefined) return undefined;
      if (names.length === 0) return { target, pathParameters: null };
      const pathParameters: Record<string, string> = Object.create(null);
      names.forEach((name, index) => {
        pathParameters[name] = values[index] ?? '';
      });
      return { target, pathParameters };
    },
  };
}

function childOf<Target>(node: Node<Target>, part: string): Node<Target> {
  if (!part.startsWith('{') || !part.endsWith('}')) {
    const known = node.statics.get(part);
    if (known !== undefined) return known;
    const made = emptyNode<Target>();
    node.statics.set(part, made);
    return made;
  }
  const greedy = part.endsWith('+}');
  const name = part.slice(1, greedy ? -2 : -1);
  const slot = greedy ? 'greedy' : 'parameter';
  node[slot] ??= { name, node: emptyNode<Target>() };
  return node[slot].node;
}

function find<Target>(
  node: Node<Target>,
  method: string,
  parts: readonly string[],
  index: number,
  names: string[],
  values: string[],
): Target | undefined {
  const part = parts[index];
  if (part === undefined) return targetOf(node, method);
  const fixed = node.statics.get(part);
  if (fixed !== undefined) {
    const found = find(fixed, method, parts, index + 1, names, values);
    if (found !== undefined) return found;
  }
  if (node.parameter !== undefined && part !== '') {
    names.push(node.parameter.name);
    values.push(part);
    const found = find(node.parameter.node, method, parts, index + 1, names, values);
    if (found !== undefined) return found;
    names.pop();
    values.pop();
  }
  if (node.greedy === undefined) return undefined;
  const found = targetOf(node.greedy.node, method);
  if (found !== undefined) {
    names.push(node.greedy.name);
    values.push(parts.slice(index).join('/'));
  }
  return found;
}

function targetOf<Target>(node: Node<Target>, method: string): Target | undefined {
  const own = node.methods.get(method);
  return own ?? (ANY_METHODS.has(method) ? node.methods.get('ANY') : undefined);
}
