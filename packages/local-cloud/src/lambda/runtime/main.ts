import Module from 'node:module';
import { getHeapStatistics } from 'node:v8';
import { MessagePort, workerData } from 'node:worker_threads';
import { captureLog, type FunctionLog } from './function-log.ts';
import { callCallbackHandler, callHandler, type HandlerCall, type Outcome } from './handler-call.ts';
import { type Handler, loadHandler } from './handler-module.ts';
import { invocationContext } from './invocation-context.ts';
import { redirectOutbound } from './outbound.ts';
import {
  type FromEnvironment,
  type InvokeMessage,
  MAX_ANSWER_BYTES,
  type StartMessage,
  type ToEnvironment,
} from './protocol.ts';
import { errorLine, errorPayload, RuntimeError } from './runtime-errors.ts';
import { leaveOutSdkAdvice } from './sdk-advice.ts';
import { refuseStreaming } from './streaming-refusal.ts';
import { type UnsentLines, unsentLines } from './unsent-lines.ts';

// Not the parent's port: a library that notices that it runs in a thread may use that one.
const { port, unsent } = takeChannel(workerData);

let log: FunctionLog | undefined;
let handler: Handler | undefined;
let callbacks = false;
let current: { readonly call: () => HandlerCall | undefined } | undefined;
let held: FromEnvironment[] = [];

/** Sends a message; the lines of a start or a request go together with its outcome, so that nobody is woken for each. */
function post(message: FromEnvironment): void {
  held.push(message);
  const underWay = handler === undefined || current !== undefined;
  if (message.type === 'log' && underWay && unsent.keep(message)) return;
  port.postMessage(held);
  held = [];
  unsent.clear();
}

port.on('message', (message: ToEnvironment) => {
  if (message.type === 'start') void start(message);
  else invoke(message);
});

async function start(message: StartMessage): Promise<void> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, message.variables);
  callbacks = message.callbacks;
  process.cwd = () => message.taskRoot;
  if (/--enable-source-maps\b/.test(message.variables.NODE_OPTIONS ?? '')) {
    process.setSourceMapsEnabled(true);
  }
  // NODE_PATH is read when a thread begins, which was before it was known.
  if ('_initPaths' in Module && typeof Module._initPaths === 'function') Module._initPaths();
  const functionLog = captureLog(
    (timestamp, text) => post({ type: 'log', timestamp, message: text }),
    message,
  );
  log = functionLog;
  leaveOutSdkAdvice();
  redirectOutbound(message.origin);
  refuseStreaming((text) => post({ type: 'notice', text }));
  process.on('uncaughtException', (error) => fatal('Uncaught Exception', error, 129));
  process.on('unhandledRejection', (reason, promise) => {
    const error = new RuntimeError('UnhandledPromiseRejection', String(reason));
    fatal('Unhandled Promise Rejection', Object.assign(error, { reason, promise }), 128);
  });
  process.on('beforeExit', () => {
    const call = current?.call();
    if (call === undefined) return;
    port.ref();
    call.onEmptyEventLoop();
  });
  try {
    handler = await loadHandler(message.taskRoot, message.handler);
    if (!callbacks && handler.length >= 3) throw callbackHandlerDeprecated();
  } catch (error) {
    fatal('Uncaught Exception', error, 129);
    return;
  }
  functionLog.flush();
  post({ type: 'ready' });
}

function invoke(message: InvokeMessage): void {
  const run = handler;
  if (run === undefined || log === undefined) return;
  const functionLog = log;
  let event: unknown;
  try {
    event = JSON.parse(message.payload);
  } catch (error) {
    post({ type: 'unreadable', reason: error instanceof Error ? error.message : String(error) });
    return;
  }
  functionLog.requestId = message.requestId;
  process.env._X_AMZN_TRACE_ID = message.traceId;

  let call: HandlerCall | undefined;
  const own = { call: () => call };
  current = own;
  const settle = (outcome: Outcome): void => {
    if (current !== own) return;
    current = undefined;
    port.ref();
    // Output of the same turn of the event loop still belongs to the request.
    setImmediate(() => answer(outcome, functionLog));
  };
  // A handler that waits for nothing at all must be noticed, so the port alone may not keep the loop going.
  port.unref();
  const context = invocationContext(message);
  call = (callbacks ? callCallbackHandler : callHandler)(run, event, context, settle);
}

function answer(outcome: Outcome, functionLog: FunctionLog): void {
  let payload: string | undefined;
  let thrown: unknown;
  let failed = !outcome.ok;
  if (outcome.ok) {
    try {
      payload = JSON.stringify(outcome.value === undefined ? null : outcome.value) ?? 'null';
    } catch {
      failed = true;
      thrown = new Error('Unable to stringify response body');
    }
  } else thrown = outcome.thrown;

  const memoryUsed = usedMemory();
  if (failed || payload === undefined) {
    functionLog.error('Invoke Error', thrown, errorLine(thrown));
    functionLog.flush();
    post({ type: 'error', error: errorPayload(thrown), memoryUsed });
    return;
  }
  functionLog.flush();
  if (payload.length * 3 > MAX_ANSWER_BYTES && Buffer.byteLength(payload) > MAX_ANSWER_BYTES) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`;
    post({ type: 'error', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage }, memoryUsed });
    return;
  }
  post({ type: 'answer', payload, memoryUsed });
}

function takeChannel(data: unknown): { readonly port: MessagePort; readonly unsent: UnsentLines } {
  if (typeof data === 'object' && data !== null && 'port' in data && 'unsent' in data) {
    const { port: own, unsent: memory } = data;
    delete data.port;
    delete data.unsent;
    if (own instanceof MessagePort && memory instanceof SharedArrayBuffer) {
      return { port: own, unsent: unsentLines(memory) };
    }
  }
  throw new Error('This runs inside the execution environment of a function only.');
}

/** Reports what nothing has caught, and ends the environment. */
function fatal(what: string, thrown: unknown, exitCode: number): void {
  log?.error(what, thrown, errorLine(thrown));
  log?.flush();
  post({ type: 'fatal', error: errorPayload(thrown), memoryUsed: usedMemory() });
  process.exit(exitCode);
}

/** Megabytes of this thread's heap and of the buffers that belong to it. */
function usedMemory(): number {
  const { total_heap_size, external_memory, malloced_memory } = getHeapStatistics();
  return Math.ceil((total_heap_size + external_memory + malloced_memory) / 1_048_576);
}

function callbackHandlerDeprecated(): RuntimeError {
  return new RuntimeError(
    'CallbackHandlerDeprecated',
    'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
  );
}
