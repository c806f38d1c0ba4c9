import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '@taskyard/client';
import { createContext, useContext } from 'react';
import { failureText } from '../shell/show-failure.ts';
import { dismissToast, SHOWN_MS, showToast } from '../shell/toasts.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { deletionTexts } from '../texts/deletion-texts.ts';
import { hideDeleted, showDeleted } from './deleted-ids.ts';
import { type Deletion, sendDeletion } from './deletion.ts';
import type { KeptDeletions } from './kept-deletions.ts';

/**
 * Deletes what the service cannot bring back: it shows nowhere any more at once, and goes to the service when it can
 * no longer be taken back.
 */
export interface Deletions {
  /** Deletes something after a while in which it can be taken back. */
  start(deletion: Deletion, offer: DeletionOffer): void;
  /** Deletes at once what still waits; settles when the service has heard of all. */
  finish(): Promise<void>;
  /** Takes up what an earlier page has left; gives what ends it. */
  resume(): () => void;
}

export interface DeletionOffer {
  /** What it is called in a sentence: `“Plan.txt”`, `the comment`. */
  readonly what: string;
  readonly onTakenBack?: () => void;
}

export function createDeletions(queryClient: QueryClient, api: Client, kept: KeptDeletions): Deletions {
  /** The messages that offer to take something back. */
  const offers = new Set<number>();
  const sending = new Map<string, Promise<void>>();

  const refresh = ({ holders }: Deletion): void => {
    for (const queryKey of holders) void queryClient.invalidateQueries({ queryKey });
  };
  const send = async (deletion: Deletion, what: string): Promise<void> => {
    // As a mutation it waits for the connection, and is counted among what waits.
    const mutation = queryClient.getMutationCache().build<void, Error, void, unknown>(queryClient, {
      ...queryClient.getDefaultOptions().mutations,
      mutationFn: () => sendDeletion(api, deletion),
    });
    try {
      await mutation.execute();
    } catch (error) {
      showDeleted(deletion.id);
      showToast({ tone: 'error', message: deletionTexts.notDeleted(what, failureText(error)) });
    }
    kept.forget(deletion.id);
    refresh(deletion);
  };
  const sendOnce = (deletion: Deletion, what: string): Promise<void> => {
    const sent = sending.get(deletion.id) ?? send(deletion, what).finally(() => sending.delete(deletion.id));
    sending.set(deletion.id, sent);
    return sent;
  };

  return {
    start(deletion, { what, onTakenBack }) {
      hideDeleted(deletion.id);
      kept.keep({ deletion, until: Date.now() + SHOWN_MS });
      const offer = showToast({
        tone: 'plain',
        message: deletionTexts.deleted(what),
        action: {
          label: actionTexts.undo,
          run: () => {
            offers.delete(offer);
            kept.forget(deletion.id);
            showDeleted(deletion.id);
            onTakenBack?.();
          },
        },
        onGone: () => {
          offers.delete(offer);
          void sendOnce(deletion, what);
        },
      });
      offers.add(offer);
    },
    async finish() {
      for (const offer of [...offers]) dismissToast(offer);
      await Promise.all(sending.values());
    },
    resume() {
      const timers = kept.all().map(({ deletion, until }) => {
        hideDeleted(deletion.id);
        return setTimeout(() => {
          // Another tab may have taken it back, or have deleted it.
          if (kept.all().some((other) => other.deletion.id === deletion.id)) {
            void sendOnce(deletion, deletionTexts.something);
          } else {
            showDeleted(deletion.id);
            refresh(deletion);
          }
        }, until - Date.now());
      });
      return () => timers.forEach(clearTimeout);
    },
  };
}

export const DeletionsContext: React.Context<Deletions | undefined> = createContext<Deletions | undefined>(
  undefined,
);

export function useDeletions(): Deletions {
  const deletions = useContext(DeletionsContext);
  if (deletions === undefined) throw new Error('There are no deletions here');
  return deletions;
}
