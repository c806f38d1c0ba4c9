import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { NoteSummary } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { usePagedList } from '../api/use-paged-list.ts';
import { useDeletedIds } from '../deletions/deleted-ids.ts';
import { Icon } from '../shell/icons.tsx';
import { LineForm } from '../shell/line-form.tsx';
import { ListBody } from '../shell/list-body.tsx';
import { ListFoot } from '../shell/list-foot.tsx';
import { Moment } from '../shell/moment.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { useShortcuts } from '../shell/shortcuts.ts';
import { showFailure } from '../shell/show-failure.ts';
import { noteTexts } from '../texts/note-texts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { NoteEditor } from './note-editor.tsx';
import { NOTES } from './note-queries.ts';
import styles from './notes-page.module.css';
import type { NotesSearch } from './notes-search.ts';

/** Notes on the left, the one that is open on the right. */
export function NotesPage(): ReactNode {
  const { note: asked, q } = useSearch({ strict: false }) as NotesSearch;
  const note = useDeletedIds().has(asked ?? '') ? undefined : asked;
  const navigate = useNavigate();
  const api = useApi();
  const queryClient = useQueryClient();
  const [text, setText] = useState(q ?? '');
  const list = usePagedList<NoteSummary>({
    queryKey: [...NOTES, 'list', q ?? ''],
    readPage: async (query, signal) =>
      (
        await api.listNotes(
          { query: { pageSize: 50, ...query, ...(q === undefined ? {} : { q }) } },
          { signal },
        )
      ).body,
  });
  const create = useMutation({
    mutationFn: () =>
      api.createNote({ body: { title: noteTexts.untitled } }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ body }) => void navigate({ to: '/notes', search: { note: body.id } }),
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...NOTES, 'list'] }),
  });
  useShortcuts({ n: () => create.mutate() });
  const pinnedFirst = list.items.toSorted((a, b) => Number(b.pinned) - Number(a.pinned));
  return (
    <Page
      title={placeTexts.notes}
      wide
      actions={
        <Button size="compact-md" loading={create.isPending} onClick={() => create.mutate()}>
          {noteTexts.create}
        </Button>
      }
    >
      <div className={styles.panes} data-open={note !== undefined || undefined}>
        <div className={styles.list}>
          <LineForm
            icon="search"
            onSubmit={(event) => {
              event.preventDefault();
              void navigate({
                to: '/notes',
                search: { ...(note && { note }), ...(text.trim() && { q: text.trim() }) },
              });
            }}
          >
            <input
              aria-label={noteTexts.search}
              type="search"
              value={text}
              maxLength={200}
              placeholder={noteTexts.search}
              onChange={(event) => {
                setText(event.currentTarget.value);
                if (event.currentTarget.value === '')
                  void navigate({ to: '/notes', search: note ? { note } : {} });
              }}
            />
          </LineForm>
          <ListBody
            list={list}
            empty={<Notice icon="note" title={q === undefined ? noteTexts.empty : noteTexts.nothingFound} />}
          >
            <ul className={rows.list}>
              {pinnedFirst.map((each) => (
                <li key={each.id} className={rows.row} data-selected={each.id === note || undefined}>
                  <Link to="/notes" search={(old) => ({ ...old, note: each.id })} className={rows.name}>
                    {each.title}
                  </Link>
                  <span className={rows.meta}>
                    {each.pinned && (
                      <>
                        <Icon name="pin" size={14} />
                        <span className="visually-hidden">{noteTexts.pinned}</span>{' '}
                      </>
                    )}
                    <Moment at={each.updatedAt} />
                  </span>
                </li>
              ))}
            </ul>
          </ListBody>
          <ListFoot list={list} />
        </div>
        {note === undefined ? (
          <div className={styles.nothing}>
            <Notice icon="note" title={noteTexts.choose}>
              <p>{noteTexts.chooseHint}</p>
            </Notice>
          </div>
        ) : (
          <NoteEditor
            key={note}
            id={note}
            onClose={() => void navigate({ to: '/notes', search: q ? { q } : {} })}
            onTakenBack={() => void navigate({ to: '/notes', search: { note } })}
          />
        )}
      </div>
    </Page>
  );
}
