import type { TaskSort } from '../tasks/arrange-tasks.ts';
import type { TaskView } from '../tasks/task-search.ts';

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
  manual: 'Manual',
};

/** What people read where they choose which tasks they see. */
export const toolbarTexts = {
  views,
  sorts,
  choose: 'Choose tasks',
  anyAssignee: 'Assignee',
  assignee: 'Assignee',
  me: 'You',
  nobody: 'Nobody',
  anyLabel: 'Label',
  anyPriority: 'Priority',
  label: 'Label',
  priority: 'Priority',
  search: 'Filter',
  sort: 'Sort',
  view: 'Which tasks',
} as const;
