import type { Handler } from './handler-module.ts';
import { RuntimeError } from './runtime-errors.ts';

/** What became of a call: what the handler gave, or what it threw. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly thrown: unknown };

/** One call of a handler, from its start to its first outcome. */
export interface HandlerCall {
  /** To be called when the event loop has nothing left to do. */
  onEmptyEventLoop(): void;
}

/** Calls a handler of a runtime that knows no callbacks: what it returns or resolves to is its answer. */
export function callHandler(
  handler: Handler,
  event: unknown,
  context: Record<string, unknown>,
  settle: (outcome: Outcome) => void,
): HandlerCall {
  const call = async (): Promise<unknown> => await handler(event, context);
  call().then(
    (value) => settle({ ok: true, value }),
    (thrown: unknown) => settle({ ok: false, thrown }),
  );
  return { onEmptyEventLoop: () => settle({ ok: false, thrown: neverSettled() }) };
}

/**
 * Calls a handler of the runtimes up to nodejs22.x, which may answer by a promise, by its third parameter,
 * or by `context.succeed`, `fail` and `done`. The callback's answer waits for the event loop to become
 * empty unless `context.callbackWaitsForEmptyEventLoop` is false.
 */
export function callCallbackHandler(
  handler: Handler,
  event: unknown,
  context: Record<string, unknown>,
  settle: (outcome: Outcome) => void,
): HandlerCall {
  let waits = true;
  let onEmptyEventLoop = (): void =>
    settle(
      handler.constructor.name === 'AsyncFunction'
        ? { ok: false, thrown: neverSettled() }
        : { ok: true, value: null },
    );
  let finished = false;
  const once = (finish: (thrown?: unknown, value?: unknown) => void) => {
    return (thrown?: unknown, value?: unknown): void => {
      if (finished) return;
      finished = true;
      finish(thrown, value);
    };
  };
  const done = once((thrown, value) => {
    settle(isAbsent(thrown) ? { ok: true, value } : { ok: false, thrown });
  });
  const callback = once((thrown, value) => {
    if (!isAbsent(thrown)) settle({ ok: false, thrown });
    else if (!waits) settle({ ok: true, value });
    else onEmptyEventLoop = () => settle({ ok: true, value });
  });
  const succeed = (value?: unknown): void => done(null, value);
  const fail = (thrown?: unknown): void => done(isAbsent(thrown) ? 'handled' : thrown);

  Object.assign(context, { succeed, fail, done });
  Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
    enumerable: true,
    get: () => waits,
    set: (value: unknown) => {
      waits = Boolean(value);
    },
  });
  try {
    const result = handler(event, context, callback);
    if (isThenable(result)) result.then(succeed, fail);
  } catch (thrown) {
    callback(isAbsent(thrown) ? 'handled' : thrown);
  }
  return { onEmptyEventLoop: () => onEmptyEventLoop() };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function neverSettled(): RuntimeError {
  return new RuntimeError(
    'NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
  );
}
