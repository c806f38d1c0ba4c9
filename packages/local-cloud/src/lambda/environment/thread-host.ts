import { receiveMessageOnPort } from 'node:worker_threads';
import type { FromEnvironment } from '../runtime/protocol.ts';
import type { RuntimeHost } from './runtime-host.ts';
import type { RuntimeThread } from './spare-threads.ts';

/** The Node runtime in a thread. */
export function threadHost({ worker, port }: RuntimeThread): RuntimeHost {
  return {
    send: (message) => port.postMessage(message),
    activeMs: () => worker.performance.eventLoopUtilization().active,
    listen({ heard, exited }) {
      let outOfMemory = false;
      port.on('message', (message: FromEnvironment) => heard(message));
      worker.on('error', (error: NodeJS.ErrnoException) => {
        outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      });
      worker.on('exit', (exitCode) => {
        // What the thread said last may still be on its way.
        for (let last = receiveMessageOnPort(port); last !== undefined; last = receiveMessageOnPort(port)) {
          heard(last.message);
        }
        port.close();
        exited({ exitCode, outOfMemory });
      });
    },
    async end() {
      await worker.terminate();
    },
  };
}
