import { type Client, createClient, type NewTask } from '@taskyard/client';
import type { Outputs } from './support/outputs.ts';

/** Somebody with an access token of the people API. */
export interface DemoPerson {
  readonly email: string;
  readonly accessToken: string;
}

const DESCRIPTION = `Before Friday:

- **page tokens** are sealed
- \`nextPageToken\` is absent on the last page

> The last page of a filter that finds nothing is the one that people see.`;

const NOTE = `## Agenda

1. What we ship on Friday
2. Who is on call over the holidays
3. *Open questions* of the audit

> Decided: the web application moves behind one origin.

\`\`\`
GET /api/tasks?sort=due
\`\`\``;

/** Tasks, lists, notes and more as two people who work together have them. Gives the id of the list they share. */
export async function makeDemoData(outputs: Outputs, ada: DemoPerson, grace: DemoPerson): Promise<string> {
  const [hers, theirs] = [ada, grace].map(({ accessToken }) =>
    createClient({ baseUrl: outputs.PeopleApiUrl, token: accessToken }),
  );
  if (hers === undefined || theirs === undefined) throw new Error('Two people are needed');
  const launch = (await hers.createList({ body: { name: 'Launch' } })).body.id;
  const home = (await hers.createList({ body: { name: 'Home' } })).body.id;
  const reading = (await theirs.createList({ body: { name: 'Reading circle' } })).body.id;
  await share(hers, launch, grace.email, 'EDITOR', theirs);
  await share(theirs, reading, ada.email, 'VIEWER', hers);
  await makeTasks(hers, INBOX_TASKS);
  await makeTasks(
    hers,
    HOME_TASKS.map((task) => ({ ...task, listId: home })),
  );
  await makeTasks(
    theirs,
    READING_TASKS.map((task) => ({ ...task, listId: reading })),
  );
  await makeLaunch(hers, theirs, launch);
  await makeWorkspace(hers);
  return launch;
}

async function share(
  owner: Client,
  listId: string,
  email: string,
  role: 'EDITOR' | 'VIEWER',
  guest: Client,
): Promise<void> {
  const { code } = (await owner.createMember({ path: { listId }, body: { email, role } })).body;
  await guest.joinList({ body: { code } });
}

async function makeTasks(api: Client, tasks: readonly NewTask[]): Promise<void> {
  for (const body of tasks) await api.createTask({ body });
}

async function makeLaunch(hers: Client, theirs: Client, listId: string): Promise<void> {
  const review = await hers.createTask({
    body: {
      listId,
      title: 'Review the change to paging',
      description: DESCRIPTION,
      priority: 'HIGH',
      labels: ['review', 'api'],
      dueOn: day(0),
      status: 'IN_PROGRESS',
      checklist: [
        { id: 'a', text: 'Read the tests first', done: true },
        { id: 'b', text: 'Try a list of 10,000 tasks', done: true },
        { id: 'c', text: 'Ask about the sealed tokens', done: false },
      ],
    },
  });
  const taskId = review.body.id;
  await makeTasks(hers, [
    { listId, parentId: taskId, title: 'Measure the cost of a page', status: 'COMPLETED' },
    { listId, parentId: taskId, title: 'Describe paging in the API guide', dueOn: day(2), labels: ['docs'] },
    { listId, title: 'Write the release notes', labels: ['docs'], dueOn: day(1), priority: 'HIGH' },
    { listId, title: 'Rehearse the demo', dueOn: day(3), labels: ['team'] },
    { listId, title: 'Invite the first ten customers', dueOn: day(8), priority: 'URGENT' },
    { listId, title: 'Order cake', dueOn: day(9), labels: ['team'], priority: 'LOW' },
  ]);
  await theirs.patchTask({ path: { taskId }, body: { priority: 'URGENT' } });
  await theirs.createComment({
    path: { taskId },
    body: { text: 'The tokens are **sealed** with the caller and the query, so nobody else can use mine.' },
  });
  await hers.createComment({ path: { taskId }, body: { text: 'Good. Then only the docs are left.' } });
}

async function makeWorkspace(api: Client): Promise<void> {
  await api.createNote({
    body: { title: 'Meeting of the week', body: NOTE, labels: ['team'], pinned: true },
  });
  await api.createNote({ body: { title: 'Things to try', body: 'A standing desk. Tea instead of coffee.' } });
  await api.createNote({ body: { title: 'Questions for the audit', body: 'Who may read the logs?' } });
  for (const name of ['Projector', 'Meeting room key', 'Spare laptop'])
    await api.createItem({ body: { name } });
  await api.createRecord({ body: { data: { sensor: 'roof', reading: { celsius: 21.5, humidity: 0.43 } } } });
  await api.createRecord({ body: { data: [{ build: 4711, passed: true, seconds: 92.4 }] } });
  await api.createNetwork({
    body: {
      name: `office-${crypto.randomUUID().slice(0, 4)}`,
      cidr: '10.20.0.0/16',
      subnets: [
        { name: 'desks', cidr: '10.20.0.0/20', availabilityZone: 'us-east-1a' },
        { name: 'servers', cidr: '10.20.64.0/18', availabilityZone: 'us-east-1b' },
        { name: 'guests', cidr: '10.20.192.0/20' },
      ],
    },
  });
  await api.createToken({
    body: { name: 'Nightly report', scopes: ['tasks/read', 'notes/read'], expiresInDays: 30 },
  });
}

const INBOX_TASKS: readonly NewTask[] = [
  { title: 'Pay the electricity bill', priority: 'URGENT', labels: ['home'], dueOn: day(-1) },
  { title: 'Answer the question about invoices', labels: ['support'], dueOn: day(0), status: 'IN_PROGRESS' },
  { title: 'Water the plants', labels: ['home'], dueOn: day(0), recurrence: 'FREQ=WEEKLY;BYDAY=MO,TH' },
  { title: 'Buy milk, bread and something for Sunday', labels: ['home'], dueOn: day(1) },
  { title: 'Call the dentist', dueOn: day(5) },
  { title: 'Renew the domain names', dueOn: day(42), recurrence: 'FREQ=YEARLY' },
  { title: 'Read about queues', priority: 'LOW', labels: ['books'] },
  { title: 'Book the train', status: 'COMPLETED' },
  { title: 'Clean up old branches', status: 'COMPLETED', labels: ['review'] },
  { title: 'Paint the fence', status: 'CANCELLED', labels: ['home'] },
];

const HOME_TASKS: readonly NewTask[] = [
  { title: 'Fix the kitchen tap', priority: 'HIGH', dueOn: day(4) },
  { title: 'Sort the photos of the summer', priority: 'LOW' },
];

const READING_TASKS: readonly NewTask[] = [
  { title: 'Chapter three: replication', dueOn: day(6) },
  { title: 'Choose the next book' },
];

/** A day from today on, as the API writes it. */
function day(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
