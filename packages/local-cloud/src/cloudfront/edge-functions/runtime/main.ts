import { types } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';

/**
 * Runs the functions of CloudFront in a thread of their own. Every request gets a fresh context that has the
 * language and nothing else: no module, no timer, no way to make code of text. Only texts go in and come out, so that
 * no object of this side is ever in the function's hands.
 */

/** What the thread is asked. */
export interface EdgeTask {
  readonly id: number;
  readonly code: string;
  /** JSON. */
  readonly event: string;
  readonly timeoutMs: number;
}

/** What it answers. */
export interface EdgeAnswer {
  readonly id: number;
  /** JSON of what the function gave. */
  readonly result?: string;
  /** What went wrong instead. */
  readonly error?: string;
  readonly log: readonly string[];
}

const PRELUDE = `'use strict';
const __console = (() => {
  const lines = [];
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value) ?? String(value));
  const log = (...values) => { if (lines.length < 100) lines.push(values.map(text).join(' ').slice(0, 4096)); };
  return Object.freeze({ log, error: log, warn: log, info: log, debug: log, lines: () => JSON.stringify(lines) });
})();
globalThis.console = __console;
let __outcome = '{"error":"The function has not ended."}';
`;

function run({ id, code, event, timeoutMs }: EdgeTask): EdgeAnswer {
  // Without a prototype there is no way from the global object to this side's constructors.
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  const evaluate = (text: string): unknown => runInContext(text, context, { timeout: timeoutMs });
  let error: string | undefined;
  try {
    evaluate(PRELUDE);
    evaluate(code);
    evaluate(`Promise.resolve(JSON.parse(${JSON.stringify(event)})).then((event) => handler(event)).then(
      (value) => { __outcome = JSON.stringify({ value: JSON.stringify(value) }); },
      (error) => { __outcome = JSON.stringify({ error: String(error && error.stack || error) }); },
    );`);
  } catch (thrown) {
    error = types.isNativeError(thrown) ? thrown.message : 'The function threw what is no error.';
  }
  const log = texts(evaluate, '__console.lines()');
  if (error !== undefined) return { id, error, log };
  const outcome = textOf(evaluate, '__outcome');
  const { value, error: failure }: { value?: string; error?: string } = JSON.parse(outcome);
  return failure === undefined && value !== undefined
    ? { id, result: value, log }
    : { id, error: failure ?? 'The function gave nothing.', log };
}

/** A text of the context; whatever else it made of the expression is passed over. */
function textOf(evaluate: (text: string) => unknown, expression: string): string {
  try {
    const value = evaluate(expression);
    return typeof value === 'string' ? value : '{}';
  } catch {
    return '{}';
  }
}

function texts(evaluate: (text: string) => unknown, expression: string): string[] {
  try {
    const list: unknown = JSON.parse(textOf(evaluate, expression));
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

parentPort?.on('message', (task: EdgeTask) => parentPort?.postMessage(run(task)));
