import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Member, TaskList } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useAuth } from 'react-oidc-context';
import { useApi } from '../../api/api-client.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { Dialog } from '../../shell/dialog.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { SkeletonList } from '../../shell/skeleton-list.tsx';
import { showToast } from '../../shell/toasts.ts';
import { sharingTexts } from '../../texts/sharing-texts.ts';
import { InviteForm } from './invite-form.tsx';
import { TASK_LISTS_KEY } from './list-queries.ts';
import { MemberRow } from './member-row.tsx';
import { membersKey, useMembers } from './people.ts';
import styles from './share-dialog.module.css';

export interface ShareDialogProps {
  readonly list: TaskList;
  readonly onClose: () => void;
}

/** Who shares a list. Its owner invites and removes people; the others see them, and may leave. */
export function ShareDialog({ list, onClose }: ShareDialogProps): ReactNode {
  const me = useAuth().user?.profile.sub;
  const { data: members, error } = useMembers(list.id);
  const [leaving, setLeaving] = useState(false);
  const own = members?.find(({ personId }) => personId === me);
  const owns = list.role === 'OWNER';
  return (
    <Dialog title={sharingTexts.title(list.name)} size="wide" onClose={onClose}>
      {owns && <InviteForm listId={list.id} />}
      {members === undefined && error === null ? (
        <SkeletonList />
      ) : (
        <ul className={styles.members}>
          <MemberRow
            id={list.ownerId}
            name={owns ? sharingTexts.you : sharingTexts.owner}
            note={sharingTexts.roles.OWNER}
          />
          {(members ?? []).map((member) => (
            <SharedWith key={member.id} list={list} member={member} isMe={member.personId === me} />
          ))}
        </ul>
      )}
      {error !== null && <p role="alert">{error.message}</p>}
      {owns && members?.length === 0 && <p className={styles.hint}>{sharingTexts.nobody}</p>}
      {own !== undefined && (
        <Button variant="default" className={styles.leave ?? ''} onClick={() => setLeaving(true)}>
          {sharingTexts.leave}
        </Button>
      )}
      {leaving && own !== undefined && (
        <LeaveDialog list={list} member={own} onClose={() => setLeaving(false)} />
      )}
    </Dialog>
  );
}

function SharedWith({
  list,
  member,
  isMe,
}: {
  readonly list: TaskList;
  readonly member: Member;
  readonly isMe: boolean;
}): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const path = { listId: list.id, memberId: member.id };
  const onSettled = (): Promise<void> => queryClient.invalidateQueries({ queryKey: membersKey(list.id) });
  const change = useMutation({
    mutationFn: (role: Member['role']) => api.patchMember({ path, body: { role } }),
    onError: showFailure,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteMember({ path }),
    onError: showFailure,
    onSettled,
  });
  const busy = change.isPending || remove.isPending;
  return (
    <>
      <MemberRow
        id={member.personId ?? member.email}
        name={isMe ? sharingTexts.you : member.email}
        {...(member.status === 'INVITED' && { invitedUntil: member.expiresAt ?? '' })}
        {...(list.role === 'OWNER'
          ? {
              role: change.variables !== undefined && change.isPending ? change.variables : member.role,
              busy,
              onRole: (role: Member['role']) => change.mutate(role),
              onRemove: () => (member.status === 'INVITED' ? remove.mutate() : setRemoving(true)),
            }
          : { note: sharingTexts.roles[member.role] })}
      />
      {removing && (
        <ConfirmDialog
          title={sharingTexts.removeTitle(member.email)}
          text={sharingTexts.removeText}
          confirm={sharingTexts.remove('').trim()}
          onConfirm={() => remove.mutate()}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}

function LeaveDialog({
  list,
  member,
  onClose,
}: {
  readonly list: TaskList;
  readonly member: Member;
  readonly onClose: () => void;
}): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => api.deleteMember({ path: { listId: list.id, memberId: member.id } }),
    onSuccess: async () => {
      await navigate({ to: '/tasks' });
      showToast({ tone: 'plain', message: sharingTexts.left(list.name) });
    },
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: TASK_LISTS_KEY }),
  });
  return (
    <ConfirmDialog
      title={sharingTexts.leaveTitle(list.name)}
      text={sharingTexts.leaveText}
      confirm={sharingTexts.leave}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    />
  );
}
