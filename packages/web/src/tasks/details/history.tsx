import type { FieldChange, HistoryEntry, Task } from '@taskyard/client';
import { type ReactNode, useEffect, useRef } from 'react';
import { useApi } from '../../api/api-client.ts';
import { usePagedList } from '../../api/use-paged-list.ts';
import { ListBody } from '../../shell/list-body.tsx';
import { ListFoot } from '../../shell/list-foot.tsx';
import { Moment } from '../../shell/moment.tsx';
import { detailsTexts } from '../../texts/details-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { dueText } from '../due-state.ts';
import { Avatar } from '../lists/avatar.tsx';
import { useTaskLists } from '../lists/list-queries.ts';
import type { People } from '../lists/people.ts';
import { describeRecurrence } from '../recurrence.ts';
import styles from './history.module.css';

/** Fields whose values say nothing to people. */
const WORDLESS: ReadonlySet<string> = new Set([
  'description',
  'checklist',
  'position',
  'parentId',
  'deletedAt',
  'timeZone',
]);

/** For how long the entry of a change may still come when a newer one is told already, and how often it is looked for. */
const SETTLES_MS = 6_000;
const LOOK_AGAIN_MS = 1_500;

export interface HistoryProps {
  readonly task: Task;
  readonly people: People;
}

/** Who changed what, the newest first. */
export function History({ task, people }: HistoryProps): ReactNode {
  const api = useApi();
  const settledAt = useRef(0);
  const list = usePagedList<HistoryEntry>({
    queryKey: ['history', task.id],
    readPage: async (page, signal) =>
      (await api.listHistory({ path: { taskId: task.id }, query: page }, { signal })).body,
    refetchInterval: () => (Date.now() < settledAt.current ? LOOK_AGAIN_MS : false),
  });
  const seen = useRef(task.version);
  const again = useRef(list.retry);
  useEffect(() => {
    again.current = list.retry;
  });
  useEffect(() => {
    settledAt.current = Date.now() + SETTLES_MS;
    if (seen.current !== task.version) again.current();
    seen.current = task.version;
  }, [task.version]);
  const lists = useTaskLists().data ?? [];
  const valueText = (field: string, value: string): string => {
    if (field === 'assigneeId') return people.nameOf(value);
    if (field === 'listId') return lists.find(({ id }) => id === value)?.name ?? value;
    if (field === 'recurrence') return describeRecurrence(value);
    if (field === 'dueOn' || field === 'dueAt') return dueText({ [field]: value }, new Date()) ?? value;
    if (field === 'status') return textOf(taskTexts.statuses, value);
    if (field === 'priority') return textOf(taskTexts.priorities, value);
    return value;
  };
  return (
    <div className={styles.history}>
      <ListBody list={list} empty={<p className={styles.when}>{detailsTexts.history.empty}</p>}>
        <ol className={styles.list}>
          {list.items.map(({ id, by, at, action, changes }) => (
            <li key={id} className={styles.entry}>
              <Avatar id={by} name={people.nameOf(by)} />
              <div className={styles.content}>
                <p>
                  <strong>{people.nameOf(by)}</strong> {detailsTexts.history.actions[action]}{' '}
                  <span className={styles.when}>
                    <Moment at={at} />
                  </span>
                </p>
                {action !== 'CREATED' && action !== 'DELETED' && action !== 'RESTORED' && (
                  <ul className={styles.changes}>
                    {changes
                      .filter(({ field }) => field !== 'completedAt')
                      .map((change) => (
                        <ChangeLine key={change.field} change={change} valueText={valueText} />
                      ))}
                  </ul>
                )}
              </div>
            </li>
          ))}
        </ol>
      </ListBody>
      <ListFoot list={list} />
    </div>
  );
}

function ChangeLine({
  change: { field, from, to },
  valueText,
}: {
  readonly change: FieldChange;
  readonly valueText: (field: string, value: string) => string;
}): ReactNode {
  const name = detailsTexts.history.fields[field] ?? field;
  const words = (value: FieldChange['from']): string =>
    value === undefined || value.length === 0
      ? detailsTexts.history.none
      : [value]
          .flat()
          .map((each) => valueText(field, each))
          .join(', ');
  if (WORDLESS.has(field)) {
    return (
      <li>
        {name} {detailsTexts.history.changed}
      </li>
    );
  }
  return (
    <li>
      {name}{' '}
      <del>
        <span className="visually-hidden">{detailsTexts.history.fromTo.from} </span>
        {words(from)}
      </del>{' '}
      <span aria-hidden="true">→</span>{' '}
      <ins>
        <span className="visually-hidden">{detailsTexts.history.fromTo.to} </span>
        {words(to)}
      </ins>
    </li>
  );
}

function textOf(words: Readonly<Record<string, string>>, value: string): string {
  return words[value] ?? value;
}
