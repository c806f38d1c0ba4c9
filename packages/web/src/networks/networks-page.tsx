import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Network } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useAuth } from 'react-oidc-context';
import { useApi } from '../api/api-client.ts';
import { usePagedList } from '../api/use-paged-list.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { Icon } from '../shell/icons.tsx';
import { ListBody } from '../shell/list-body.tsx';
import { ListFoot } from '../shell/list-foot.tsx';
import { Moment } from '../shell/moment.tsx';
import { Notice } from '../shell/notice.tsx';
import { Page } from '../shell/page.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { showFailure } from '../shell/show-failure.ts';
import { itemTexts } from '../texts/item-texts.ts';
import { networkTexts } from '../texts/network-texts.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { NetworkDrawing } from './network-drawing.tsx';
import styles from './networks-page.module.css';
import { NewNetworkForm } from './new-network-form.tsx';

const NETWORKS: readonly string[] = ['networks'];

/** How soon to look again at a network that is on its way. */
const SOON_MS = 2_000;

/** Everybody's networks, drawn. */
export function NetworksPage(): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [making, setMaking] = useState(false);
  const list = usePagedList<Network>({
    queryKey: NETWORKS,
    readPage: async (query, signal) =>
      (await api.listNetworks({ query: { pageSize: 20, ...query } }, { signal })).body,
    refetchInterval: (items) =>
      items.some(({ state }) => state === 'CREATING' || state === 'DELETING') ? SOON_MS : false,
  });
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: NETWORKS });
  useShortcuts({ n: () => setMaking(true) });
  return (
    <Page
      title={placeTexts.networks}
      note={networkTexts.note}
      actions={
        !making && (
          <Button size="compact-md" onClick={() => setMaking(true)}>
            {networkTexts.create}
          </Button>
        )
      }
    >
      {making && (
        <NewNetworkForm
          onClose={() => setMaking(false)}
          onCreated={() => {
            setMaking(false);
            void refresh();
          }}
        />
      )}
      <ListBody list={list} empty={making ? null : <Notice icon="network" title={networkTexts.empty} />}>
        <div className={styles.list}>
          {list.items.map((network) => (
            <NetworkCard key={network.id} network={network} onDeleted={refresh} />
          ))}
        </div>
      </ListBody>
      <ListFoot list={list} />
    </Page>
  );
}

function NetworkCard({
  network,
  onDeleted,
}: {
  readonly network: Network;
  readonly onDeleted: () => void;
}): ReactNode {
  const api = useApi();
  const own = useAuth().user?.profile.sub === network.createdBy;
  const [deleting, setDeleting] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.deleteNetwork({ path: { networkId: network.id } }),
    onError: showFailure,
    onSettled: onDeleted,
  });
  return (
    <article className={styles.card} aria-labelledby={`network-${network.id}`}>
      <header className={styles.header}>
        <h2 id={`network-${network.id}`} className={styles.name}>
          {network.name}
        </h2>
        <span className={styles.state} data-state={network.state}>
          {networkTexts.states[network.state]}
        </span>
        <span className={styles.meta}>
          {own && `${itemTexts.yours} · `}
          <Moment at={network.createdAt} />
        </span>
        {own && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={taskTexts.delete(network.name)}
            loading={remove.isPending}
            onClick={() => setDeleting(true)}
          >
            <Icon name="trash" size={16} />
          </ActionIcon>
        )}
      </header>
      {network.failure !== undefined && (
        <p className={styles.failure}>{networkTexts.failed(network.failure.step, network.failure.code)}</p>
      )}
      <NetworkDrawing cidr={network.cidr} vpcId={network.vpcId} subnets={network.subnets} />
      {deleting && (
        <ConfirmDialog
          title={networkTexts.deleteTitle(network.name)}
          text={networkTexts.deleteText}
          confirm={taskTexts.delete('')}
          onConfirm={() => remove.mutate()}
          onClose={() => setDeleting(false)}
        />
      )}
    </article>
  );
}
