/** The root of a trace, out of the header that carries it from call to call: `Root=1-...;Parent=...;Sampled=0`. */
export function traceRoot(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /(?:^|;\s*)Root=([0-9A-Za-z-]{1,64})(?:;|$)/.exec(header)?.[1];
}
