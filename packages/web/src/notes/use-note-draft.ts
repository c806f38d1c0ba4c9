import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Note, type NoteChange, ProblemError } from '@taskyard/client';
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { keepDraft, readDraft } from '../session/draft.ts';
import { showFailure } from '../shell/show-failure.ts';
import { NOTES, noteKey, type TaggedNote } from './note-queries.ts';

/** What was typed and not saved yet, and the version that it was typed over. */
interface Draft {
  readonly change: NoteChange;
  readonly etag?: string;
}

/** A note that is being edited. */
export interface NoteDraft {
  /** The note with what was typed. */
  readonly note: Note;
  readonly state: 'saved' | 'dirty' | 'saving';
  /** What is stored, when somebody else has changed it since; typing is not saved until this is decided. */
  readonly theirs: TaggedNote | undefined;
  readonly edit: (change: NoteChange) => void;
  readonly keepMine: () => void;
  readonly keepTheirs: () => void;
}

/** After so many milliseconds without a key, what was typed is saved. */
const IDLE_MS = 900;

export function useNoteDraft({ note, etag }: TaggedNote): NoteDraft {
  const api = useApi();
  const queryClient = useQueryClient();
  const name = `note.${note.id}`;
  const [draft, setDraft] = useState<Draft | undefined>(() => readJson(readDraft(name)));
  const [theirs, setTheirs] = useState<TaggedNote>();

  const keep = (next: Draft | undefined): void => {
    setDraft(next);
    keepDraft(name, next === undefined ? '' : JSON.stringify(next));
  };
  const store = (saved: TaggedNote): void => {
    queryClient.setQueryData<TaggedNote>(noteKey(note.id), saved);
    void queryClient.invalidateQueries({ queryKey: [...NOTES, 'list'] });
  };
  const save = useMutation({
    mutationFn: async ({ change, etag }: Draft): Promise<TaggedNote> => {
      const options = etag === undefined ? {} : { ifMatch: etag };
      const answer = await api.patchNote({ path: { noteId: note.id }, body: change }, options);
      return { note: answer.body, etag: answer.etag };
    },
    onSuccess: (saved, sent) => {
      store(saved);
      // What was typed while it was sent is still to be saved, over what is stored now.
      setDraft((current) => {
        const next =
          current === undefined || current.change === sent.change
            ? undefined
            : { change: current.change, ...(saved.etag === undefined ? {} : { etag: saved.etag }) };
        keepDraft(name, next === undefined ? '' : JSON.stringify(next));
        return next;
      });
    },
    onError: async (error) => {
      if (!(error instanceof ProblemError) || error.status !== 412) return showFailure(error);
      const answer = await api.getNote({ path: { noteId: note.id } });
      setTheirs({ note: answer.body, etag: answer.etag });
    },
  });

  const { mutate, isPending, isError } = save;
  const waiting = draft !== undefined && !isPending && !isError && theirs === undefined;
  useEffect(() => {
    if (!waiting || draft === undefined || draft.change.title?.trim() === '') return;
    const timer = setTimeout(() => mutate(draft), IDLE_MS);
    return () => clearTimeout(timer);
  }, [waiting, draft, mutate]);

  // Who leaves the note does not wait for its saving.
  const latest = useRef<Draft>(undefined);
  useEffect(() => {
    latest.current = waiting ? draft : undefined;
  });
  useEffect(
    () => () => {
      if (latest.current !== undefined) mutate(latest.current);
    },
    [mutate],
  );

  return {
    note: { ...note, ...withoutNull(draft?.change ?? {}) },
    state: isPending ? 'saving' : draft === undefined ? 'saved' : 'dirty',
    theirs,
    edit(change) {
      save.reset();
      const base = draft ?? { change: {}, ...(etag === undefined ? {} : { etag }) };
      keep({ ...base, change: { ...base.change, ...change } });
    },
    keepMine() {
      if (draft === undefined || theirs === undefined) return;
      const next = { change: draft.change, ...(theirs.etag === undefined ? {} : { etag: theirs.etag }) };
      setTheirs(undefined);
      keep(next);
      mutate(next);
    },
    keepTheirs() {
      if (theirs !== undefined) store(theirs);
      setTheirs(undefined);
      save.reset();
      keep(undefined);
    },
  };
}

function withoutNull(change: NoteChange): Partial<Note> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)) as Partial<Note>;
}

function readJson(text: string): Draft | undefined {
  if (text === '') return undefined;
  const draft: Draft = JSON.parse(text);
  return draft;
}
