import type { Span } from '../journal/span.ts';

/** A span that nobody else asked for, with those that it led to. */
export interface RequestTree {
  readonly root: Span;
  /** In the order of their beginnings. */
  readonly hops: readonly Span[];
}

/** How near to the root a kind of span stands; what comes first in a trace is its root. */
const RANK: Readonly<Record<Span['kind'], number>> = { request: 0, function: 1, call: 2, authorizer: 3 };

/** The trees of `spans`, in their order: requests with their hops, and what came without a request. */
export function requestTrees(spans: readonly Span[]): RequestTree[] {
  const traces = new Map<string, Span[]>();
  for (const span of spans) {
    const id = span.traceId ?? span.requestId;
    const members = traces.get(id);
    if (members === undefined) traces.set(id, [span]);
    else members.push(span);
  }
  const rankOf = new Map(
    [...traces].map(([id, members]) => [id, Math.min(...members.map(({ kind }) => RANK[kind]))]),
  );
  return spans.flatMap((root) => {
    const id = root.traceId ?? root.requestId;
    if (RANK[root.kind] !== rankOf.get(id) || root.kind === 'authorizer') return [];
    const others = (traces.get(id) ?? []).filter((span) => belongs(span, root));
    return [{ root, hops: others.toSorted((a, b) => a.at - b.at) }];
  });
}

/** Clients may send one trace with many requests: then the time tells them apart. */
function belongs(span: Span, root: Span): boolean {
  if (RANK[span.kind] <= RANK[root.kind]) return false;
  if (span.kind === 'authorizer') return span.requestId === root.requestId;
  return span.at >= root.at && span.at <= root.at + root.duration;
}
