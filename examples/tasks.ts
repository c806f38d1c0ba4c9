import { createClient, ProblemError } from '@taskyard/client';

/** A task's life with the typed client. Needs TASKYARD_API and TASKYARD_TOKEN. */

const { TASKYARD_API: baseUrl, TASKYARD_TOKEN: token } = process.env;
if (baseUrl === undefined || token === undefined)
  throw new Error('TASKYARD_API and TASKYARD_TOKEN are missing');
const taskyard = createClient({ baseUrl, token });

const { body: task, etag } = await taskyard.createTask(
  { body: { title: 'Write the report', priority: 'HIGH', labels: ['example'] } },
  // With a key the client may send it again when the answer is lost.
  { idempotencyKey: crypto.randomUUID() },
);
console.log(`made ${task.id}`);

let pending = 0;
for await (const { items } of taskyard.pages('listTasks', { query: { status: 'PENDING', pageSize: 10 } })) {
  pending += items.length;
}
console.log(`${pending} pending`);

const path = { taskId: task.id };
const unchanged = etag === undefined ? {} : { ifMatch: etag };
await taskyard.patchTask({ path, body: { description: 'By *Friday*' } }, unchanged);
try {
  await taskyard.patchTask({ path, body: { title: 'Too late' } }, unchanged);
} catch (error) {
  if (!(error instanceof ProblemError) || error.status !== 412) throw error;
  console.log(`refused: ${error.problem.title}`);
}

await taskyard.deleteTask({ path });
console.log('deleted');
