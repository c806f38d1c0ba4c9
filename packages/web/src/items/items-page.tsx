import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Item } from '@taskyard/client';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { useAuth } from 'react-oidc-context';
import { useApi } from '../api/api-client.ts';
import { usePagedList } from '../api/use-paged-list.ts';
import { useDraft } from '../session/draft.ts';
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
import { itemTexts } from '../texts/item-texts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { quickAddTexts } from '../texts/quick-add-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';

const ITEMS: readonly string[] = ['items'];

/** What everybody who is signed in has put down. */
export function ItemsPage(): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useDraft('item');
  const list = usePagedList<Item>({
    queryKey: ITEMS,
    readPage: async (query, signal) =>
      (await api.listItems({ query: { pageSize: 50, ...query } }, { signal })).body,
  });
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ITEMS });
  const create = useMutation({
    mutationFn: (given: string) =>
      api.createItem({ body: given === '' ? {} : { name: given } }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => setName(''),
    onError: showFailure,
    onSettled: refresh,
  });
  useShortcuts({ n: () => input.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(name.trim());
  };
  return (
    <Page title={placeTexts.items} note={itemTexts.note}>
      <LineForm onSubmit={submit} icon="plus">
        <input
          aria-label={itemTexts.name}
          ref={input}
          value={name}
          maxLength={256}
          placeholder={itemTexts.placeholder}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="compact-sm" loading={create.isPending}>
          {quickAddTexts.add}
        </Button>
      </LineForm>
      <ListBody list={list} empty={<Notice icon="items" title={itemTexts.empty} />}>
        <ul className={rows.list}>
          {list.items.map((item) => (
            <ItemRow key={item.id} item={item} onDeleted={refresh} />
          ))}
        </ul>
      </ListBody>
      <ListFoot list={list} />
    </Page>
  );
}

function ItemRow({ item, onDeleted }: { readonly item: Item; readonly onDeleted: () => void }): ReactNode {
  const api = useApi();
  const own = useAuth().user?.profile.sub === item.createdBy;
  const remove = useMutation({
    mutationFn: () => api.deleteItem({ path: { itemId: item.id } }),
    onError: showFailure,
    onSettled: onDeleted,
  });
  return (
    <li className={rows.row}>
      <span className={rows.name}>{item.name}</span>
      <span className={rows.meta}>
        {own && `${itemTexts.yours} · `}
        <Moment at={item.timestamp} />
      </span>
      {own && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={taskTexts.delete(item.name)}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <Icon name="trash" size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
