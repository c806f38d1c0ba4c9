import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ClipboardEvent, type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import { useDraft } from '../session/draft.ts';
import { Icon } from '../shell/icons.tsx';
import { LineForm } from '../shell/line-form.tsx';
import { quickAddTexts } from '../texts/quick-add-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { createTask } from './create-task.ts';
import { dueText } from './due-state.ts';
import { type QuickAddPart, readQuickAdd } from './quick-add.ts';
import styles from './quick-add-form.module.css';

export interface QuickAddFormProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Laid under what the line says: on the page of today the day, on that of a list the list. */
  readonly defaults?: { readonly dueOn?: string; readonly listId?: string };
}

const LONGEST_TITLE = 1024;

/** One line that makes a task, and what it understood. */
export function QuickAddForm({ input, defaults = {} }: QuickAddFormProps): ReactNode {
  const queryClient = useQueryClient();
  const [line, setLine] = useDraft('quick-add');
  const [literal, setLiteral] = useState<ReadonlySet<string>>(new Set());
  const { task, parts } = readQuickAdd(line, new Date(), literal);

  const add = (text: string): boolean => {
    const read = readQuickAdd(text, new Date(), literal).task;
    if (read === undefined) return false;
    const { dueOn, ...others } = defaults;
    const due = dueOn === undefined || read.dueAt !== undefined ? {} : { dueOn };
    createTask(queryClient, { ...others, ...due, ...read });
    return true;
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!add(line)) return;
    setLine('');
    setLiteral(new Set());
  };
  // A list pasted from elsewhere makes one task a line.
  const paste = (event: ClipboardEvent): void => {
    const lines = event.clipboardData
      .getData('text/plain')
      .split(/\r?\n/)
      .filter((text) => text.trim() !== '');
    if (lines.length < 2 || line !== '') return;
    event.preventDefault();
    for (const text of lines.map((text) => text.replace(/^\s*(?:[-*]|\d+[.)])\s+(?:\[.\]\s+)?/, '')))
      add(text);
  };

  return (
    <div className={styles.form}>
      <LineForm icon="plus" onSubmit={submit}>
        <input
          aria-label={quickAddTexts.label}
          ref={input}
          value={line}
          maxLength={LONGEST_TITLE}
          placeholder={quickAddTexts.placeholder}
          autoComplete="off"
          enterKeyHint="done"
          onChange={(event) => setLine(event.currentTarget.value)}
          onPaste={paste}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <Button
          type="submit"
          size="compact-sm"
          disabled={task === undefined}
          data-shown={line !== '' || undefined}
          className={styles.add ?? ''}
        >
          {quickAddTexts.add}
        </Button>
      </LineForm>
      {parts.length > 0 && (
        <fieldset className={styles.parts}>
          <legend className="visually-hidden">{quickAddTexts.understood}</legend>
          {parts.map((part) => (
            <button
              key={part.text}
              type="button"
              className={styles.part}
              data-kind={part.kind}
              title={quickAddTexts.keepAsText}
              aria-label={`${partText(part)}. ${quickAddTexts.keepAsText}`}
              onClick={() => {
                setLiteral(new Set([...literal, part.text]));
                input.current?.focus();
              }}
            >
              <Icon name={PART_ICONS[part.kind]} size={14} />
              {partText(part)}
              <Icon name="close" size={12} />
            </button>
          ))}
          {task === undefined && <span className={styles.hint}>{quickAddTexts.needsTitle}</span>}
        </fieldset>
      )}
    </div>
  );

  function partText({ kind, text }: QuickAddPart): string {
    if (kind === 'priority') return taskTexts.priorities[task?.priority ?? 'NORMAL'];
    if (kind === 'label') return text.slice(1);
    return dueText(task ?? {}, new Date()) ?? text;
  }
}

const PART_ICONS = { priority: 'flag', label: 'label', due: 'calendar' } as const;
