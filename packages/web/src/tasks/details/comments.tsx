import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Comment, Task } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import type { PagedList } from '../../api/use-paged-list.ts';
import { useDraft } from '../../session/draft.ts';
import { ListBody } from '../../shell/list-body.tsx';
import { ListFoot } from '../../shell/list-foot.tsx';
import { detailsTexts } from '../../texts/details-texts.ts';
import { createComment } from '../comment-mutations.ts';
import { useTaskLists } from '../lists/list-queries.ts';
import type { People } from '../lists/people.ts';
import { CommentEntry } from './comment-entry.tsx';
import { CommentInput } from './comment-input.tsx';
import styles from './comments.module.css';

export interface CommentsProps {
  readonly task: Task;
  readonly list: PagedList<Comment>;
  readonly people: People;
  readonly readOnly: boolean;
}

/** What people say about a task, the newest first. */
export function Comments({ task, list, people, readOnly }: CommentsProps): ReactNode {
  const queryClient = useQueryClient();
  const [text, setText] = useDraft(`comment.${task.id}`);
  const [editing, setEditing] = useState<string>();
  const owns = useTaskLists().data?.find(({ id }) => id === task.listId)?.role === 'OWNER';
  const send = (): void => {
    if (text.trim() === '') return;
    createComment(queryClient, { taskId: task.id, text: text.trim(), authorId: people.me ?? '' });
    setText('');
  };
  return (
    <div className={styles.comments}>
      {!readOnly && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <CommentInput label={detailsTexts.comments.write} text={text} onChange={setText} onSend={send} />
          {text.trim() !== '' && (
            <Button type="submit" size="compact-sm" className={styles.send ?? ''}>
              {detailsTexts.comments.send}
            </Button>
          )}
        </form>
      )}
      <ListBody list={list} empty={<p className={styles.empty}>{detailsTexts.comments.empty}</p>}>
        <ul className={styles.list}>
          {list.items.map((comment) => (
            <CommentEntry
              key={comment.id}
              taskId={task.id}
              comment={comment}
              author={people.nameOf(comment.authorId)}
              mayEdit={!readOnly && comment.authorId === people.me}
              mayDelete={!readOnly && (owns || comment.authorId === people.me)}
              editing={editing === comment.id}
              onEdit={(on) => setEditing(on ? comment.id : undefined)}
            />
          ))}
        </ul>
      </ListBody>
      <ListFoot list={list} />
    </div>
  );
}
