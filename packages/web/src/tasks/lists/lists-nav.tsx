import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../shell/icons.tsx';
import styles from '../../shell/side-bar.module.css';
import { listTexts } from '../../texts/list-texts.ts';
import { INBOX_ID, useTaskLists } from './list-queries.ts';
import { NameListDialog } from './name-list-dialog.tsx';

/** The lists of tasks in the side bar, and the way to a new one. */
export function ListsNav({ onGo }: { readonly onGo?: (() => void) | undefined }): ReactNode {
  const { data: lists = [] } = useTaskLists();
  const [making, setMaking] = useState(false);
  return (
    <div>
      <div className={styles.groupHead}>
        <h2 className={styles.group}>{listTexts.title}</h2>
        <button
          type="button"
          className={styles.more}
          aria-label={listTexts.create}
          title={listTexts.create}
          onClick={() => setMaking(true)}
        >
          <Icon name="plus" size={16} />
        </button>
      </div>
      <ul className={styles.list}>
        {lists.map(({ id, name, role }) => (
          <li key={id}>
            <Link
              to="/lists/$listId"
              params={{ listId: id }}
              className={styles.place}
              activeOptions={{ includeSearch: false }}
              {...(onGo && { onClick: onGo })}
            >
              <Icon name={id === INBOX_ID ? 'inbox' : role === 'OWNER' ? 'list' : 'shared'} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {making && <NameListDialog onClose={() => setMaking(false)} />}
    </div>
  );
}
