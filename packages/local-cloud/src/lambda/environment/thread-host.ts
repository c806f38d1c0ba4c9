import { receiveMessageOnPort } from 'node:worker_threads';
import type { FromEnvironment } from '../runtime/protocol.ts';
import { readUnsentLines } from '../runtime/unsent-lines.ts';
import type { RuntimeHost } from './runtime-host.ts';
import type { RuntimeThread } from './spare-threads.ts';

/** The Node runtime in a thread. */
export function threadHost({ worker, port, unsent }: RuntimeThread): RuntimeHost {
  let hear = (_messages: readonly FromEnvironment[]): void => {};
  let rescued = false;

  function rescue(): void {
    if (rescued) return;
    rescued = true;
    // What the thread said last may still be on its way.
    for (let last = receiveMessageOnPort(port); last !== undefined; last = receiveMessageOnPort(port)) {
      hear(last.message);
    }
    hear(readUnsentLines(unsent));
  }

  return {
    send: (message) => port.postMessage(message),
    listen({ heard, exited }) {
      hear = (messages) => messages.forEach(heard);
      let outOfMemory = false;
      port.on('message', (messages: readonly FromEnvironment[]) => hear(messages));
      worker.on('error', (error: NodeJS.ErrnoException) => {
        outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      });
      worker.on('exit', (exitCode) => {
        rescue();
        port.close();
        exited({ exitCode, outOfMemory });
      });
    },
    rescue,
    async end() {
      await worker.terminate();
    },
  };
}
