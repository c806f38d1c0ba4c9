import type { Task } from '@taskyard/client';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { detailsTexts } from '../../texts/details-texts.ts';
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
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const next = tab === 'comments' ? 'history' : 'comments';
    setTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <section className={section.section} aria-label={detailsTexts.activity}>
      <div ref={list} role="tablist" aria-label={detailsTexts.activity} className={styles.tabs}>
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
            {name === 'comments' && task.commentCount > 0 && (
              <span className={section.count}> {task.commentCount}</span>
            )}
          </button>
        ))}
      </div>
      <div id="activity-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'comments' ? (
          <Comments task={task} people={people} readOnly={readOnly} />
        ) : (
          <History task={task} people={people} />
        )}
      </div>
    </section>
  );
}
