const ROOT = /(?:^|;\s*)Root=([0-9A-Za-z-]{1,64})(?:;|$)/;
const LINEAGE = /(?:^|;\s*)Lineage=\d+:([0-9a-f]{8}):\d+(?:;|$)/;

/**
 * What the work of one request has in common, out of the header that carries it from call to call:
 * `Root=1-...;Parent=...;Sampled=0;Lineage=1:0c1d2e3f:0`. Clients may send one root with many requests; the lineage
 * tells them apart, so a header without one tells nothing.
 */
export function traceKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [root, lineage] = [ROOT.exec(header)?.[1], LINEAGE.exec(header)?.[1]];
  return root === undefined || lineage === undefined ? undefined : `${root};${lineage}`;
}

/** The same for the request with which the work begins; `requestId` is a UUID. */
export function traceKeyOf(root: string, requestId: string): string {
  return `${root};${requestId.slice(0, 8)}`;
}

/** The part of the header that says with which request it all began. */
export function lineageOf(requestId: string): string {
  return `Lineage=1:${requestId.slice(0, 8)}:0`;
}

/** The header of a call that may be part of the work of a request; otherwise the work begins with this one. */
export function withLineage(header: string, requestId: string): string {
  return LINEAGE.test(header) ? header : `${header};${lineageOf(requestId)}`;
}
