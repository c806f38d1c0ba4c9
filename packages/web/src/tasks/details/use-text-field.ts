import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import { useState } from 'react';
import { keepDraft, readDraft } from '../../session/draft.ts';
import { changeTask } from '../change-task.ts';

/** A text of a task that is being edited: what stands in the field, and how it is saved or given up. */
export interface TextField {
  readonly text: string;
  readonly dirty: boolean;
  readonly type: (text: string) => void;
  /** Sends what was typed, if it is anything new. */
  readonly save: () => void;
  readonly giveUp: () => void;
}

/** What was typed, and what it was typed over. */
interface Draft {
  readonly text: string;
  readonly before: string;
  readonly ifMatch?: string;
}

/**
 * The title or description of a task as a field. It shows what is stored until somebody types; then it holds on to
 * what was typed, and to the version under it, until it is saved. The draft outlives a reload.
 */
export function useTextField(
  field: 'title' | 'description',
  task: Task,
  etag: string | undefined,
): TextField {
  const queryClient = useQueryClient();
  const name = `task.${task.id}.${field}`;
  const [draft, setDraft] = useState(() => readJson(readDraft(name)));
  const stored = task[field] ?? '';

  const keep = (next: Draft | undefined): void => {
    setDraft(next);
    keepDraft(name, next === undefined ? '' : JSON.stringify(next));
  };
  return {
    text: draft?.text ?? stored,
    dirty: draft !== undefined,
    type: (text) =>
      keep({ ...(draft ?? { before: stored, ...(etag === undefined ? {} : { ifMatch: etag }) }), text }),
    save() {
      if (draft === undefined) return;
      const text = field === 'title' ? draft.text.replaceAll(/\s+/g, ' ').trim() : draft.text.trimEnd();
      keep(undefined);
      // A task without a title there is none.
      if (text === draft.before || (field === 'title' && text === '')) return;
      const optional = (value: string): string | null =>
        field === 'description' && value === '' ? null : value;
      const base =
        draft.ifMatch === undefined
          ? undefined
          : { ifMatch: draft.ifMatch, before: { [field]: optional(draft.before) } };
      changeTask(queryClient, task, { [field]: optional(text) }, base);
    },
    giveUp: () => keep(undefined),
  };
}

function readJson(text: string): Draft | undefined {
  if (text === '') return undefined;
  const draft: Draft = JSON.parse(text);
  return draft;
}
