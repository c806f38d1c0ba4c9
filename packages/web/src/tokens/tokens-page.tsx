import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewlyMadeToken, Token } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { usePagedList } from '../api/use-paged-list.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { ListBody } from '../shell/list-body.tsx';
import { ListFoot } from '../shell/list-foot.tsx';
import { Moment } from '../shell/moment.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import rows from '../shell/rows.module.css';
import { useShortcuts } from '../shell/shortcuts.ts';
import { showFailure } from '../shell/show-failure.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { tokenTexts } from '../texts/token-texts.ts';
import { NewTokenForm } from './new-token-form.tsx';
import { TokenDialog } from './token-dialog.tsx';

const TOKENS: readonly string[] = ['tokens'];

/** Personal access tokens: made, shown once, revoked. */
export function TokensPage(): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [making, setMaking] = useState(false);
  // Held here and nowhere else: it leaves with the dialog.
  const [made, setMade] = useState<NewlyMadeToken>();
  const list = usePagedList<Token>({
    queryKey: TOKENS,
    readPage: async (query, signal) =>
      (await api.listTokens({ query: { pageSize: 50, ...query } }, { signal })).body,
  });
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: TOKENS });
  useShortcuts({ n: () => setMaking(true) });
  return (
    <Page
      title={placeTexts.tokens}
      note={tokenTexts.note}
      actions={
        !making && (
          <Button size="compact-md" onClick={() => setMaking(true)}>
            {tokenTexts.create}
          </Button>
        )
      }
    >
      {making && (
        <NewTokenForm
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false);
            setMade(token);
            void refresh();
          }}
        />
      )}
      <ListBody list={list} empty={making ? null : <Notice icon="key" title={tokenTexts.empty} />}>
        <ul className={rows.list}>
          {list.items.map((token) => (
            <TokenRow key={token.id} token={token} onRevoked={refresh} />
          ))}
        </ul>
      </ListBody>
      <ListFoot list={list} />
      {made !== undefined && <TokenDialog token={made} onClose={() => setMade(undefined)} />}
    </Page>
  );
}

function TokenRow({
  token,
  onRevoked,
}: {
  readonly token: Token;
  readonly onRevoked: () => void;
}): ReactNode {
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.deleteToken({ path: { tokenId: token.id } }),
    onError: showFailure,
    onSettled: onRevoked,
  });
  const expired = new Date(token.expiresAt) < new Date();
  return (
    <li className={rows.row}>
      <span className={rows.name}>
        {token.name}
        <br />
        <span className={rows.meta}>{token.scopes.join(', ')}</span>
      </span>
      <span className={rows.meta}>
        {expired ? tokenTexts.expired : tokenTexts.expires} <Moment at={token.expiresAt} />
        <br />
        {token.lastUsedAt === undefined ? (
          tokenTexts.neverUsed
        ) : (
          <>
            {tokenTexts.lastUsed} <Moment at={token.lastUsedAt} />
          </>
        )}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        loading={revoke.isPending}
        aria-label={tokenTexts.revoke(token.name)}
        onClick={() => setAsking(true)}
      >
        {tokenTexts.revoke('')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={tokenTexts.revokeTitle(token.name)}
          text={tokenTexts.revokeText}
          confirm={tokenTexts.revoke('')}
          onConfirm={() => revoke.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
