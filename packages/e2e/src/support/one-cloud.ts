import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTaskyard } from './taskyard-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The outputs file of the Taskyard under test. */
    outputsFile: string;
    /** Its data folder; empty when it runs elsewhere. */
    dataDirectory: string;
  }
}

/**
 * Starts one Taskyard for all scenario tables, or takes the one whose outputs file
 * TASKYARD_OUTPUTS_FILE names: a running local cloud or a stack on AWS.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TASKYARD_OUTPUTS_FILE;
  if (given !== undefined) {
    project.provide('outputsFile', given);
    project.provide('dataDirectory', process.env.TASKYARD_DATA ?? '');
    return undefined;
  }
  const directory = await mkdtemp(join(tmpdir(), 'taskyard-e2e-'));
  const taskyard = await startTaskyard(directory);
  project.provide('outputsFile', taskyard.outputsFile);
  project.provide('dataDirectory', taskyard.dataDirectory);
  return async () => {
    await taskyard.end('SIGTERM');
    await rm(directory, { recursive: true, force: true });
  };
}
