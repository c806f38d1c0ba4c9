import type { Task } from '@taskyard/client';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { fieldTexts } from '../../texts/field-texts.ts';
import styles from './description-field.module.css';
import section from './section.module.css';
import { useTextField } from './use-text-field.ts';

const MarkdownText = lazy(async () => ({
  default: (await import('../../shell/markdown-text.tsx')).MarkdownText,
}));

/** The description: read as Markdown, written as text. */
export function DescriptionField({
  task,
  etag,
}: {
  readonly task: Task;
  readonly etag: string | undefined;
}): ReactNode {
  const field = useTextField('description', task, etag);
  const [editing, setEditing] = useState(field.dirty);
  const input = useRef<HTMLTextAreaElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const left = useRef(false);
  useEffect(() => {
    if (editing) input.current?.focus();
    else if (left.current) edit.current?.focus();
    left.current = false;
  }, [editing]);

  return (
    <section className={section.section} aria-labelledby="description-title">
      <header className={section.header}>
        <h2 id="description-title" className={section.heading}>
          {fieldTexts.description}
        </h2>
        {!editing && (
          <button ref={edit} type="button" className={styles.edit} onClick={() => setEditing(true)}>
            <Icon name="pencil" size={14} />
            {fieldTexts.edit}
          </button>
        )}
      </header>
      {editing ? (
        <>
          <textarea
            ref={input}
            className={styles.input}
            aria-labelledby="description-title"
            aria-describedby="description-hint"
            maxLength={8192}
            rows={6}
            value={field.text}
            onChange={(event) => field.type(event.currentTarget.value)}
            onBlur={() => {
              field.save();
              setEditing(false);
            }}
            onKeyDown={(event) => {
              const done =
                event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
              if (!done) return;
              event.preventDefault();
              left.current = true;
              event.currentTarget.blur();
            }}
          />
          <p id="description-hint" className={styles.hint}>
            {fieldTexts.descriptionHint}
          </p>
        </>
      ) : field.text === '' ? (
        <button type="button" className={styles.empty} onClick={() => setEditing(true)}>
          {fieldTexts.addDescription}
        </button>
      ) : (
        <Suspense fallback={<p>{field.text}</p>}>
          <MarkdownText text={field.text} />
        </Suspense>
      )}
    </section>
  );
}
