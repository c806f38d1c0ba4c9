import { useMutation, useQuery } from '@tanstack/react-query';
import type { Attachment, Task } from '@taskyard/client';
import { type ReactNode, useRef, useState } from 'react';
import { useAuth } from 'react-oidc-context';
import { useApi } from '../../api/api-client.ts';
import { useDeletedIds } from '../../deletions/deleted-ids.ts';
import { useDeletions } from '../../deletions/deletions.ts';
import { Icon } from '../../shell/icons.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { deletionTexts } from '../../texts/deletion-texts.ts';
import { filesTexts } from '../../texts/files-texts.ts';
import { useTaskLists } from '../lists/list-queries.ts';
import { taskKey } from '../task-queries.ts';
import styles from './attachments.module.css';
import section from './section.module.css';
import { UploadRow } from './upload-row.tsx';
import { attachmentsKey, useUploads } from './use-uploads.ts';

/** The files of a task. They go to and come from S3 itself, by links that are good for minutes. */
export function Attachments({
  task,
  readOnly,
}: {
  readonly task: Task;
  readonly readOnly: boolean;
}): ReactNode {
  const api = useApi();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { uploads, add, retry, drop } = useUploads(task.id);
  const deleted = useDeletedIds();
  const { data = [] } = useQuery({
    queryKey: attachmentsKey(task.id),
    queryFn: async ({ signal }) =>
      (await api.listAttachments({ path: { taskId: task.id }, query: { pageSize: 100 } }, { signal })).body
        .items,
  });
  const attachments = data.filter(({ id }) => !deleted.has(id));
  if (readOnly && attachments.length === 0) return null;
  return (
    <section
      className={section.section}
      aria-labelledby="files-title"
      data-over={over || undefined}
      onDragOver={(event) => {
        if (readOnly || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (readOnly || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        add([...event.dataTransfer.files]);
      }}
    >
      <h2 id="files-title" className={section.heading}>
        {filesTexts.title}
        {attachments.length > 0 && <span className={section.count}>{attachments.length}</span>}
      </h2>
      {attachments.length + uploads.length > 0 && (
        <ul className={styles.list}>
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onRetry={() => retry(upload)}
              onDrop={() => drop(upload)}
            />
          ))}
          {attachments.map((attachment) => (
            <AttachmentRow key={attachment.id} task={task} attachment={attachment} readOnly={readOnly} />
          ))}
        </ul>
      )}
      {!readOnly && (
        <>
          <button
            type="button"
            className={styles.add}
            data-over={over || undefined}
            onClick={() => input.current?.click()}
          >
            <Icon name="clip" size={16} />
            {over ? (
              filesTexts.dropNow
            ) : (
              <>
                {filesTexts.add} <span className={styles.hint}>{filesTexts.drop}</span>
              </>
            )}
          </button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={filesTexts.add}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </>
      )}
    </section>
  );
}

interface AttachmentRowProps {
  readonly task: Task;
  readonly attachment: Attachment;
  readonly readOnly: boolean;
}

function AttachmentRow({ task, attachment, readOnly }: AttachmentRowProps): ReactNode {
  const api = useApi();
  const me = useAuth().user?.profile.sub;
  const owns = useTaskLists().data?.find(({ id }) => id === task.listId)?.role === 'OWNER';
  const deletions = useDeletions();
  const path = { taskId: task.id, attachmentId: attachment.id };
  const download = useMutation({
    mutationFn: () => api.getAttachment({ path }),
    // S3 says that it is a download, so the page stays.
    onSuccess: ({ body }) => body.download !== undefined && location.assign(body.download.url),
    onError: showFailure,
  });
  const remove = (): void => {
    deletions.start(
      {
        id: attachment.id,
        operation: 'deleteAttachment',
        path,
        holders: [attachmentsKey(task.id), taskKey(task.id)],
      },
      { what: deletionTexts.titled(attachment.name) },
    );
  };
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.file}
        aria-label={filesTexts.download(attachment.name)}
        disabled={download.isPending}
        onClick={() => download.mutate()}
      >
        <Icon name="download" size={16} />
        <span className={styles.name}>{attachment.name}</span>
        <span className={styles.hint}>{filesTexts.size(attachment.size)}</span>
      </button>
      {!readOnly && (owns || attachment.createdBy === me) && (
        <button
          type="button"
          className={styles.tool}
          aria-label={filesTexts.delete(attachment.name)}
          onClick={remove}
        >
          <Icon name="trash" size={14} />
        </button>
      )}
    </li>
  );
}
