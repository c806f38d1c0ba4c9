import type { Task } from '@taskyard/client';
import { useAuth } from 'react-oidc-context';
import { INBOX_ID } from './lists/list-queries.ts';
import { type Person, usePeople } from './lists/people.ts';

/** Of so many lists at most the people are asked for, to call those who do their tasks by name. */
const MOST_LISTS = 10;

/** Who may be chosen to see only their tasks. Empty where nobody shares anything. */
export function useAssignees(tasks: readonly Task[], listId: string | undefined): readonly Person[] {
  const me = useAuth().user?.profile.sub;
  const assigned = tasks.filter(({ assigneeId }) => assigneeId !== undefined && assigneeId !== me);
  const lists = new Set(assigned.map((task) => task.listId).filter((id) => id !== INBOX_ID));
  const people = usePeople(...(listId === undefined ? [...lists].slice(0, MOST_LISTS) : [listId]));
  const ids = new Set(assigned.map(({ assigneeId }) => assigneeId));
  return people.all.filter(({ id }) => id !== me && (listId !== undefined || ids.has(id)));
}
