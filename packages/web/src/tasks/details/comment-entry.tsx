import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Comment } from '@taskyard/client';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { useDeletions } from '../../deletions/deletions.ts';
import { Icon } from '../../shell/icons.tsx';
import { Moment } from '../../shell/moment.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { actionTexts } from '../../texts/action-texts.ts';
import { detailsTexts } from '../../texts/details-texts.ts';
import { deleteComment, isUnconfirmedComment, showComment } from '../comment-mutations.ts';
import { Avatar } from '../lists/avatar.tsx';
import { CommentInput } from './comment-input.tsx';
import styles from './comments.module.css';

const MarkdownText = lazy(async () => ({
  default: (await import('../../shell/markdown-text.tsx')).MarkdownText,
}));

export interface CommentEntryProps {
  readonly taskId: string;
  readonly comment: Comment;
  readonly author: string;
  readonly mayEdit: boolean;
  readonly mayDelete: boolean;
  readonly editing: boolean;
  readonly onEdit: (on: boolean) => void;
}

/** One comment. Its author may change it; its author and the owner of the list may delete it. */
export function CommentEntry({
  taskId,
  comment,
  author,
  mayEdit,
  mayDelete,
  editing,
  onEdit,
}: CommentEntryProps): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [text, setText] = useState(comment.text);
  const deletions = useDeletions();
  const sending = isUnconfirmedComment(comment);
  const save = useMutation({
    mutationFn: () =>
      api.patchComment({ path: { taskId, commentId: comment.id }, body: { text: text.trim() } }),
    onSuccess: ({ body }) => {
      showComment(queryClient, taskId, body);
      onEdit(false);
    },
    onError: showFailure,
  });
  const send = (): void => {
    if (text.trim() === comment.text) onEdit(false);
    else if (text.trim() !== '') save.mutate();
  };
  const edit = (): void => {
    setText(comment.text);
    onEdit(true);
  };
  return (
    <li className={styles.comment} data-sending={sending || undefined}>
      <Avatar id={comment.authorId} name={author} />
      <div className={styles.content}>
        <p className={styles.by}>
          <strong>{author}</strong>{' '}
          <span className={styles.when}>
            {sending ? detailsTexts.comments.sending : <Moment at={comment.createdAt} />}
            {comment.updatedAt !== comment.createdAt && ` · ${detailsTexts.comments.edited}`}
          </span>
          {!sending && !editing && (
            <span className={styles.actions}>
              {mayEdit && (
                <button
                  type="button"
                  className={styles.action}
                  aria-label={detailsTexts.comments.edit}
                  onClick={edit}
                >
                  <Icon name="pencil" size={14} />
                </button>
              )}
              {mayDelete && (
                <button
                  type="button"
                  className={styles.action}
                  aria-label={detailsTexts.comments.delete}
                  onClick={() => deleteComment(deletions, taskId, comment)}
                >
                  <Icon name="trash" size={14} />
                </button>
              )}
            </span>
          )}
        </p>
        {editing ? (
          <>
            <CommentInput
              label={detailsTexts.comments.edit}
              text={text}
              onChange={setText}
              onSend={send}
              onCancel={() => onEdit(false)}
            />
            <div className={styles.buttons}>
              <Button variant="default" size="compact-sm" onClick={() => onEdit(false)}>
                {actionTexts.cancel}
              </Button>
              <Button size="compact-sm" loading={save.isPending} onClick={send}>
                {actionTexts.save}
              </Button>
            </div>
          </>
        ) : (
          <Suspense fallback={<p className={styles.plain}>{comment.text}</p>}>
            <MarkdownText text={comment.text} />
          </Suspense>
        )}
      </div>
    </li>
  );
}
