import type { HttpRequest } from '../front-door/http.ts';
import { lineageOf, traceKeyOf } from '../journal/trace-key.ts';

/** The parts of `X-Amzn-Trace-Id`. */
export interface Trace {
  /** `1-<8 hex>-<24 hex>` */
  readonly root: string;
  /** 16 hex digits. */
  readonly parent: string;
  readonly sampled: '0' | '1';
  /** Names the request that it is the trace of: `Lineage=1:<8 hex>:0` */
  readonly lineage: string;
  /** What the work of the request has in common in the journal. */
  readonly key: string;
}

const PART = /^(Root|Parent|Sampled)=([0-9A-Za-z-]{1,64})$/;

/** Keeps what the client of a request sent of a trace and makes the rest; `random` gives 20 bytes. */
export function readTrace(http: HttpRequest, random: Buffer): Trace {
  const header = http.header('x-amzn-trace-id');
  const given = new Map<string, string>();
  for (const piece of header?.split(';') ?? []) {
    const match = PART.exec(piece.trim());
    if (match?.[1] !== undefined && match[2] !== undefined) given.set(match[1], match[2]);
  }
  const hex = random.toString('hex');
  const seconds = Math.floor(http.receivedAt / 1000)
    .toString(16)
    .padStart(8, '0');
  const parent = given.get('Parent');
  const sampled = given.get('Sampled');
  const root = given.get('Root') ?? `1-${seconds}-${hex.slice(0, 24)}`;
  return {
    root,
    parent: parent ?? hex.slice(24, 40),
    sampled: sampled === '0' || sampled === '1' ? sampled : parent === undefined ? '0' : '1',
    lineage: lineageOf(http.id),
    key: traceKeyOf(root, http.id),
  };
}

export function traceHeader(trace: Trace): string {
  return `Root=${trace.root};Parent=${trace.parent};Sampled=${trace.sampled};${trace.lineage}`;
}
