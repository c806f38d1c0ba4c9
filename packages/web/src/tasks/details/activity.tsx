import type { Comment, Task } from '@taskyard/client';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { usePagedList } from '../../api/use-paged-list.ts';
import { detailsTexts } from '../../texts/details-texts.ts';
import { commentsKey } from '../comment-mutations.ts';
import { usePeople } from '../lists/people.ts';
import styles from './activity.module.css';
import { Comments } from './comments.tsx';
import { History } from './history.tsx';
import section from './section.module.css';

const TABS = ['comments', 'history'] as const;

/** What people said and did about a task. */
export function Activity({ task, readOnly }: { readonly task: Task; readonly readOnly: boolean }): ReactNode {
  const [tab, setTab] = useState<(typeof TABS)[number]>('comments');
  const people = usePeople(task.listId);
  const tabs = useRef<HTMLDivElement>(null);
  const api = useApi();
  const comments = usePagedList<Comment>({
    queryKey: commentsKey(task.id),
    readPage: async (page, signal) =>
      (await api.listComments({ path: { taskId: task.id }, query: page }, { signal })).body,
  });
  // What is loaded whole knows better than the task what was just written or deleted.
  const known = !comments.loading && comments.error === undefined && !comments.more;
  const count = known ? comments.items.length : task.commentCount;
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const next = tab === 'comments' ? 'history' : 'comments';
    setTab(next);
    tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <section className={section.section} aria-label={detailsTexts.activity}>
      <div ref={tabs} role="tablist" aria-label={detailsTexts.activity} className={styles.tabs}>
        {TABS.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab === name}
            aria-controls="activity-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={walk}
          >
            {detailsTexts.tabs[name]}
            {name === 'comments' && count > 0 && <span className={section.count}> {count}</span>}
          </button>
        ))}
      </div>
      <div id="activity-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'comments' ? (
          <Comments task={task} list={comments} people={people} readOnly={readOnly} />
        ) : (
          <History task={task} people={people} />
        )}
      </div>
    </section>
  );
}
