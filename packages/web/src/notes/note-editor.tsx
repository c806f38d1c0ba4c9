import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { useDeletions } from '../deletions/deletions.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Icon } from '../shell/icons.tsx';
import { LabelsField } from '../shell/labels-field.tsx';
import { SkeletonList } from '../shell/skeleton-list.tsx';
import { conflictTexts } from '../texts/conflict-texts.ts';
import { deletionTexts } from '../texts/deletion-texts.ts';
import { fieldTexts } from '../texts/field-texts.ts';
import { noteTexts } from '../texts/note-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import styles from './note-editor.module.css';
import { NOTES, noteOptions, type TaggedNote } from './note-queries.ts';
import { useNoteDraft } from './use-note-draft.ts';

const MarkdownText = lazy(async () => ({
  default: (await import('../shell/markdown-text.tsx')).MarkdownText,
}));

export interface NoteEditorProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Called when its deletion was taken back. */
  readonly onTakenBack: () => void;
}

/** One note, written as Markdown and saved as one types. */
export function NoteEditor({ id, ...leave }: NoteEditorProps): ReactNode {
  const { data, error, refetch } = useQuery(noteOptions(useApi(), id));
  if (data !== undefined) return <Editor tagged={data} {...leave} />;
  return error === null ? <SkeletonList /> : <ErrorNotice error={error} retry={() => void refetch()} />;
}

function Editor({
  tagged,
  onClose,
  onTakenBack,
}: Omit<NoteEditorProps, 'id'> & { readonly tagged: TaggedNote }): ReactNode {
  const { note, state, theirs, edit, keepMine, keepTheirs } = useNoteDraft(tagged);
  const [reading, setReading] = useState(note.body !== '');
  const deletions = useDeletions();
  const remove = (): void => {
    const { id } = note;
    deletions.start(
      { id, operation: 'deleteNote', path: { noteId: id }, holders: [[...NOTES, 'list']] },
      { what: deletionTexts.titled(note.title), onTakenBack },
    );
    onClose();
  };
  return (
    <article className={styles.editor} aria-label={note.title}>
      <header className={styles.header}>
        <span className={styles.back}>
          <ActionIcon variant="subtle" color="gray" aria-label={noteTexts.back} onClick={onClose}>
            <Icon name="back" />
          </ActionIcon>
        </span>
        <span className={styles.state} role="status">
          {noteTexts.states[state]}
        </span>
        <Button variant="default" size="compact-sm" onClick={() => setReading(!reading)}>
          {reading ? fieldTexts.edit : noteTexts.read}
        </Button>
        <ActionIcon
          variant={note.pinned ? 'light' : 'subtle'}
          color={note.pinned ? 'brand' : 'gray'}
          aria-label={noteTexts.pin}
          aria-pressed={note.pinned}
          onClick={() => edit({ pinned: !note.pinned })}
        >
          <Icon name="pin" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={taskTexts.delete(note.title)} onClick={remove}>
          <Icon name="trash" />
        </ActionIcon>
      </header>
      <input
        className={styles.title}
        aria-label={fieldTexts.title}
        value={note.title}
        maxLength={200}
        onFocus={(event) => {
          if (note.title === noteTexts.untitled) event.currentTarget.select();
        }}
        onChange={(event) => edit({ title: event.currentTarget.value })}
      />
      {reading ? (
        <Suspense fallback={<p className={styles.plain}>{note.body}</p>}>
          <MarkdownText text={note.body === '' ? conflictTexts.nothing : note.body} />
        </Suspense>
      ) : (
        <textarea
          className={styles.body}
          aria-label={noteTexts.body}
          placeholder={noteTexts.bodyPlaceholder}
          value={note.body}
          onChange={(event) => edit({ body: event.currentTarget.value })}
        />
      )}
      <LabelsField labels={note.labels} known={[]} onChange={(labels) => edit({ labels })} />
      {theirs !== undefined && (
        <Dialog title={conflictTexts.title} size="wide">
          <p>{conflictTexts.text(theirs.note.title)}</p>
          <div className={styles.versions}>
            {(
              [
                [conflictTexts.theirs, theirs.note],
                [conflictTexts.mine, note],
              ] as const
            ).map(([whose, version]) => (
              <section key={whose}>
                <h3>{whose}</h3>
                <p>{version.title}</p>
                <pre className={styles.version}>{version.body}</pre>
              </section>
            ))}
          </div>
          <div className={styles.choices}>
            <Button variant="default" onClick={keepTheirs}>
              {noteTexts.keepTheirs}
            </Button>
            <Button onClick={keepMine}>{noteTexts.keepMine}</Button>
          </div>
        </Dialog>
      )}
    </article>
  );
}
