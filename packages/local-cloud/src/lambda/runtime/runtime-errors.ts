import type { ErrorPayload } from './protocol.ts';

/** An error that the runtime itself finds; its name is what AWS answers as `errorType`. */
export class RuntimeError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    // Not enumerable, so that a logged error does not show it twice.
    Object.defineProperty(this, 'name', { value: `Runtime.${name}` });
  }
}

/** Anything that was thrown, as the payload of a failed invocation. */
export function errorPayload(thrown: unknown): ErrorPayload {
  try {
    if (!(thrown instanceof Error)) {
      return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    }
    return {
      errorType: String(thrown.name),
      errorMessage: String(thrown.message),
      trace: typeof thrown.stack === 'string' ? thrown.stack.split('\n') : [],
    };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}

/** Anything that was thrown, as the log line of a failed invocation shows it: one line of JSON. */
export function errorLine(thrown: unknown): string {
  try {
    return JSON.stringify(thrown, (_key, value) => (value instanceof Error ? loggedError(value) : value));
  } catch {
    return JSON.stringify(errorPayload(thrown));
  }
}

function loggedError(error: Error): object {
  const { stack } = error;
  return {
    errorType: error.name,
    errorMessage: error.message,
    ...('code' in error ? { code: error.code } : {}),
    ...error,
    ...(typeof stack === 'string' ? { stack: stack.split('\n') } : {}),
  };
}
