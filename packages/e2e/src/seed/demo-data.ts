import type { NewNetwork, NewNote, NewTask } from '@taskyard/contract';

/** A task of the demo account; `due` counts days from today. */
export interface DemoTask extends Omit<NewTask, 'listId' | 'parentId' | 'dueOn'> {
  readonly due?: number;
  readonly comments?: readonly string[];
  /** Titles of its parts. */
  readonly parts?: readonly string[];
}

/** Lists with their tasks; the tasks of '' are in the inbox. */
export const demoLists: Readonly<Record<string, readonly DemoTask[]>> = {
  '': [
    { title: 'Pay the electricity bill', priority: 'URGENT', labels: ['home'], due: -1 },
    { title: 'Buy milk', labels: ['home'], due: 0 },
    { title: 'Call the dentist', due: 5 },
    { title: 'Read about queues', priority: 'LOW', labels: ['books'] },
    {
      title: 'Back the photos up',
      labels: ['home'],
      due: 2,
      recurrence: 'FREQ=MONTHLY',
      description: 'To the *second* disk, then check that one opens.',
    },
  ],
  Release: [
    {
      title: 'Write the release notes',
      priority: 'HIGH',
      status: 'IN_PROGRESS',
      labels: ['release', 'docs'],
      due: 0,
      description:
        'Before Friday:\n\n- **page tokens** are sealed\n- `nextPageToken` is absent on the last page',
      checklist: [
        { id: 'changes', text: 'Collect the changes', done: true },
        { id: 'thanks', text: 'Thank who helped', done: false },
        { id: 'link', text: 'Link the upgrade guide', done: false },
      ],
      comments: ['The upgrade guide is nearly done.', 'Then I will link it tomorrow.'],
    },
    {
      title: 'Review the change to paging',
      priority: 'HIGH',
      labels: ['review'],
      due: 0,
      comments: ['Looks right to me; the cursor of an empty page is missing a test.'],
    },
    {
      title: 'Prepare the demo',
      priority: 'HIGH',
      labels: ['team'],
      due: 3,
      parts: ['Write the story', 'Fill the demo account', 'Try it on the big screen'],
    },
    { title: 'Measure the cold start', labels: ['performance'], status: 'COMPLETED' },
    { title: 'Tag the version', labels: ['release'], due: 4 },
    { title: 'Support the old parameter', labels: ['api'], status: 'CANCELLED' },
  ],
  Office: [
    { title: 'Water the plants', recurrence: 'FREQ=WEEKLY;BYDAY=MO,TH', due: 1 },
    { title: 'Order chairs', priority: 'LOW', due: 9, description: 'Two, the same as last year.' },
    { title: 'Renew the domain names', due: 42 },
    { title: 'Send the invoices', priority: 'HIGH', status: 'IN_PROGRESS', due: -2 },
  ],
};

export const demoNotes: readonly NewNote[] = [
  {
    title: 'How we release',
    pinned: true,
    labels: ['release'],
    body: '# How we release\n\n1. Everything is green.\n2. The notes are written.\n3. Tag, and tell everybody.',
  },
  {
    title: 'Ideas',
    labels: ['team'],
    body: '- a calendar view\n- reminders by mail\n- keyboard shortcuts for lists',
  },
  { title: 'Meeting on Monday', body: 'Who owns the queue? **Ben**, until the end of the year.' },
  {
    title: 'Wi-Fi of the guests',
    labels: ['office'],
    body: 'The name is on the door; the password changes each month.',
  },
];

export const demoItems: readonly string[] = ['Whiteboard', 'Projector', 'Coffee machine', 'Spare keyboard'];

export const demoRecords: readonly unknown[] = [
  { sensor: 'office', temperature: 21.5, humidity: 40 },
  { sensor: 'server room', temperature: 18.25, alerts: ['door open'] },
  [1, 2, 3],
];

export const demoNetwork: NewNetwork = {
  name: 'staging',
  cidr: '10.20.0.0/16',
  subnets: [
    { name: 'public-a', cidr: '10.20.0.0/20' },
    { name: 'public-b', cidr: '10.20.16.0/20' },
    { name: 'data', cidr: '10.20.64.0/18' },
  ],
};
