import type { NetworkState, TaskChange, TaskPriority, TaskStatus } from '@taskyard/client';
import type { TaskGroup, TaskSort } from './tasks/arrange-tasks.ts';
import type { TaskView } from './tasks/task-search.ts';

const statuses: Readonly<Record<TaskStatus, string>> = {
  PENDING: 'To do',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Done',
  CANCELLED: 'Cancelled',
};

const priorities: Readonly<Record<TaskPriority, string>> = {
  URGENT: 'Urgent',
  HIGH: 'High',
  NORMAL: 'Normal',
  LOW: 'Low',
};

const views: Readonly<Record<TaskView, string>> = {
  open: 'Open',
  done: 'Done',
  cancelled: 'Cancelled',
  all: 'All',
};

const sorts: Readonly<Record<TaskSort, string>> = {
  due: 'Due',
  priority: 'Urgency',
  newest: 'Newest',
  title: 'Title',
};

const groups: Readonly<Record<TaskGroup['name'], string>> = {
  overdue: 'Overdue',
  today: 'Today',
  tomorrow: 'Tomorrow',
  week: 'This week',
  later: 'Later',
  none: 'No date',
  all: 'Tasks',
};

const emptyViews: Readonly<Record<TaskView, string>> = {
  open: 'Nothing to do',
  done: 'Nothing done yet',
  cancelled: 'Nothing was cancelled',
  all: 'No tasks yet',
};

const conflictFields: Readonly<Partial<Record<keyof TaskChange, string>>> = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  dueOn: 'Due day',
  dueAt: 'Due time',
  labels: 'Labels',
};

const networkStates: Readonly<Record<NetworkState, string>> = {
  CREATING: 'Being made',
  AVAILABLE: 'Available',
  FAILED: 'Failed',
  DELETING: 'Being deleted',
};

const MOMENT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };

/** Every English text that people see. */
export const texts = {
  app: {
    name: 'Taskyard',
    lead: 'Tasks for people who work from the keyboard: write them as you say them, see what is due, and move on.',
  },
  common: {
    close: 'Close',
    dismiss: 'Dismiss',
    cancel: 'Cancel',
    save: 'Save',
    loadMore: 'Load older ones',
    loading: 'Loading',
    noConnection: 'The service cannot be reached.',
    notLoaded: 'This could not be loaded',
    tryAgain: 'Try again',
    undo: 'Undo',
  },
  fatal: { title: 'Taskyard cannot start' },
  session: {
    endedText: 'Sign in again to go on. What you have typed and what was not sent yet stays in this tab.',
    endedTitle: 'Your session has ended',
    signIn: 'Sign in',
    signInAgain: 'Sign in again',
    signInFailed: 'Signing in did not work. Please try again.',
    signOut: 'Sign out',
    signUp: 'Create an account',
  },
  shell: {
    help: 'Keys and words',
    menu: 'Menu',
    menuPlaces: 'All places',
    messages: 'Messages',
    notFound: 'Nothing here',
    notFoundText: 'There is no page at this address',
    offline: (waiting: number): string =>
      waiting === 0
        ? 'You are offline. What you see may be old.'
        : `You are offline. ${counted(waiting, 'change')} will be sent when you are back.`,
    places: 'Places',
    quickPlaces: 'Quick places',
    scheme: 'Colours',
    schemes: { auto: 'System', light: 'Light', dark: 'Dark' },
    skip: 'Skip to the page',
  },
  places: {
    allTasks: 'All tasks',
    board: 'Board',
    items: 'Items',
    networks: 'Networks',
    notes: 'Notes',
    records: 'Records',
    tasks: 'Tasks',
    today: 'Today',
    tokens: 'Access tokens',
    trash: 'Trash',
    work: 'Workspace',
  },
  statuses,
  priorities,
  views,
  sorts,
  groups,
  toolbar: {
    anyLabel: 'Label',
    anyPriority: 'Priority',
    label: 'Label',
    priority: 'Priority',
    search: 'Search',
    sort: 'Sort',
    view: 'Which tasks',
  },
  quickAdd: {
    add: 'Add',
    keepAsText: 'Keep as text',
    label: 'New task',
    needsTitle: 'Now a title.',
    placeholder: 'Add a task: Buy milk !high #home tomorrow',
    understood: 'Understood as',
  },
  dates: {
    moment: (moment: Date): string =>
      moment.toDateString() === new Date().toDateString()
        ? moment.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
        : moment.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' }),
    longDay: (moment: Date): string =>
      moment.toLocaleDateString('en', { weekday: 'long', day: 'numeric', month: 'long' }),
  },
  tasks: {
    clearFilters: 'Clear the filters',
    complete: (title: string): string => `Complete ${title}`,
    count: (count: number, more: boolean): string => `${count}${more ? ' so far' : ''}`,
    delete: (title: string): string => `Delete ${title}`.trim(),
    deleted: (title: string): string => `Deleted “${title}”`,
    dueChanged: (title: string): string => `New date for “${title}”`,
    empty: emptyViews,
    emptyHint: 'Press n to write one down.',
    emptyToday: 'Nothing is due today',
    gone: (title: string): string => `“${title}” was deleted meanwhile`,
    moved: (title: string, status: TaskStatus): string =>
      status === 'COMPLETED' ? `Completed “${title}”` : `“${title}” is now ${statuses[status].toLowerCase()}`,
    notChanged: (title: string, reason: string): string => `“${title}” could not be changed: ${reason}`,
    notCreated: (title: string, reason: string): string => `“${title}” could not be added: ${reason}`,
    notDeleted: (title: string, reason: string): string => `“${title}” could not be deleted: ${reason}`,
    notRestored: (title: string, reason: string): string => `“${title}” could not be restored: ${reason}`,
    nothingFound: 'No task fits',
    overdue: 'Overdue: ',
    partlyLoaded: (count: number): string => `Sorted and searched: the ${count} tasks that are loaded.`,
    prioritized: (title: string, priority: TaskPriority): string =>
      `“${title}” is now ${priorities[priority].toLowerCase()}`,
    reopen: (title: string): string => `Reopen ${title}`,
    saving: 'Saving…',
    startOrPause: (title: string, status: TaskStatus): string =>
      `${status === 'PENDING' ? 'Start' : 'Back to do'} ${title}`.trim(),
  },
  lists: {
    create: 'New list',
    deleteText: 'A list can be deleted when there are no tasks in it.',
    name: 'Name of the list',
    rename: 'Rename',
    title: 'Lists',
  },
  trash: {
    empty: 'The trash is empty',
    note: 'Gone for good after 30 days',
    purge: (title: string): string => `Delete ${title} for good`.replace('  ', ' '),
    purgeTitle: (title: string): string => `Delete “${title}” for good?`,
    restore: (title: string): string => `Restore ${title}`.trim(),
  },
  tokens: {
    copied: 'Copied',
    copy: 'Copy',
    create: 'New token',
    days: (count: number): string => (count === 365 ? 'A year' : `${count} days`),
    done: 'I have kept it',
    empty: 'No tokens yet',
    expired: 'Expired',
    expires: 'Expires',
    lastUsed: 'Last used',
    lifetime: 'Good for',
    made: (name: string): string => `“${name}” is made`,
    make: 'Make the token',
    name: 'What it is for',
    namePlaceholder: 'Nightly report',
    neverUsed: 'Never used',
    note: 'For scripts, at the automation API',
    once: 'Copy it now: it is not shown again, and nobody can look it up.',
    revoke: (name: string): string => `Revoke ${name}`.trim(),
    revokeText: 'What uses it stops working within a minute.',
    revokeTitle: (name: string): string => `Revoke “${name}”?`,
    rights: { read: 'Read', write: 'Write' },
    scopes: 'What it may do',
    value: 'The token',
  },
  items: {
    empty: 'Nobody has put anything here yet',
    name: 'New item',
    note: 'Everybody sees them',
    placeholder: 'Name an item; its id and time come by themselves',
    yours: 'Yours',
  },
  notes: {
    back: 'Back to the notes',
    body: 'Text of the note',
    bodyPlaceholder: 'Write in Markdown',
    choose: 'No note is open',
    chooseHint: 'Choose one, or press n for a new one.',
    create: 'New note',
    deleteText: 'It will be gone for good.',
    deleteTitle: (title: string): string => `Delete “${title}”?`,
    empty: 'No notes yet',
    keepMine: 'Keep mine',
    keepTheirs: 'Keep theirs',
    nothingFound: 'No title contains this',
    pin: 'Pin to the top',
    pinned: 'Pinned',
    read: 'Read',
    search: 'Search the titles',
    states: { saved: 'Saved', dirty: 'Not saved yet', saving: 'Saving…' },
    untitled: 'Untitled',
  },
  records: {
    create: 'New record',
    delete: 'Delete the record',
    deleteText: 'It will be gone for good.',
    empty: 'Nothing saved yet',
    json: 'JSON to save',
    one: 'Record',
    rounded: (numbers: readonly string[]): string =>
      `The browser would round ${numbers.slice(0, 3).join(', ')}. Put them in quotes to keep every digit.`,
    save: 'Save',
    size: (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`),
  },
  networks: {
    addSubnet: 'Add a subnet',
    addresses: (count: number): string => `${count.toLocaleString('en')} addresses`,
    anyZone: 'Any zone',
    cidr: 'Address block',
    create: 'New network',
    deleteText: 'The VPC goes with all of its subnets.',
    deleteTitle: (name: string): string => `Delete “${name}”?`,
    empty: 'No networks yet',
    failed: (step: string, code: string): string => `${step} was refused: ${code}`,
    name: 'Name',
    note: 'Everybody sees them',
    states: networkStates,
    subnet: (name: string): string => `Subnet ${name}`,
    subnetCidr: 'Its block',
    subnetName: 'Subnet',
  },
  details: {
    addDescription: 'Add a description',
    addLabel: 'Add a label',
    addStep: 'Add a step',
    checklist: 'Checklist',
    list: 'List',
    created: (moment: Date): string => `Made ${moment.toLocaleString('en', MOMENT)}`,
    description: 'Description',
    descriptionHint: 'Markdown. Saved when you leave the field.',
    due: 'Due',
    dueDay: 'Due on',
    dueTime: 'Due at',
    edit: 'Edit',
    label: 'Task details',
    labels: 'Labels',
    nextWeek: 'Next week',
    noDate: 'No date',
    notThere: 'There is no such task any more',
    priority: 'Priority',
    progress: (entries: readonly { readonly done: boolean }[]): string =>
      `${entries.filter(({ done }) => done).length} of ${entries.length}`,
    removeLabel: (label: string): string => `Remove ${label}`,
    saved: 'Saved',
    status: 'Status',
    title: 'Title',
    updated: (moment: Date): string => `Changed ${moment.toLocaleString('en', MOMENT)}`,
    waiting: 'Waiting for the connection',
  },
  conflict: {
    title: 'Changed by two at once',
    text: (title: string): string =>
      `“${title}” was changed somewhere else while you were editing it. What do you want to keep?`,
    dropMine: 'Keep all of theirs',
    fields: conflictFields,
    mine: 'Mine',
    nothing: 'Nothing',
    save: 'Save',
    theirs: 'Theirs',
  },
  board: {
    empty: 'Nothing here',
    move: (title: string): string => `Status of ${title}`,
    showing: (count: number): string => `The newest ${count}`,
  },
  help: {
    title: 'Keys and words',
    quickAdd: 'Quick add understands',
    groups: [
      {
        title: 'Anywhere',
        rows: [
          ['n', 'New task'],
          ['/', 'Search'],
          ['g d', 'Go to today'],
          ['g t', 'Go to all tasks'],
          ['g b', 'Go to the board'],
          ['g x', 'Go to the trash'],
          ['g n', 'Go to the notes'],
          ['g i', 'Go to the items'],
          ['g r', 'Go to the records'],
          ['g w', 'Go to the networks'],
          ['g k', 'Go to the access tokens'],
          ['z', 'Undo'],
          ['Esc', 'Close, leave a field'],
          ['?', 'This sheet'],
        ],
      },
      {
        title: 'On the board',
        rows: [
          ['← →', 'To the columns beside'],
          ['Shift ← →', 'Move the task there'],
        ],
      },
      {
        title: 'In a list',
        rows: [
          ['j k', 'Next and previous task'],
          ['Enter', 'Open the details'],
          ['x', 'Complete or reopen'],
          ['s', 'Start or pause'],
          ['c', 'Cancel'],
          ['1 2 3 4', 'Urgent, high, normal, low'],
          ['t m', 'Due today, tomorrow'],
          ['#', 'Delete'],
        ],
      },
    ],
    words: [
      ['!urgent !high !low', 'Priority'],
      ['#home', 'Label'],
      ['today, tomorrow, friday', 'Due'],
      ['next week, in 3 days', 'Due'],
      ['24 dec, 2026-12-24', 'Due'],
      ['at 5pm, 17:30', 'With a time of day'],
      ['"Tomorrow"', 'Kept as text'],
    ],
  },
} as const;

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
