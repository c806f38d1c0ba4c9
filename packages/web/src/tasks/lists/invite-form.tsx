import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Invitation, MemberRole } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { useApi } from '../../api/api-client.ts';
import { useSession } from '../../session/session.ts';
import { CopyField } from '../../shell/copy-field.tsx';
import { showFailure } from '../../shell/show-failure.ts';
import { sharingTexts } from '../../texts/sharing-texts.ts';
import { MEMBER_ROLES } from './member-roles.ts';
import { membersKey } from './people.ts';
import styles from './share-dialog.module.css';

const texts = sharingTexts.invite;

/** Invites somebody, and shows the link that they join with, this one time. */
export function InviteForm({ listId }: { readonly listId: string }): ReactNode {
  const api = useApi();
  const queryClient = useQueryClient();
  const { webUrl } = useSession().config;
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<MemberRole>('EDITOR');
  const [made, setMade] = useState<Invitation>();
  const invite = useMutation({
    mutationFn: () => api.createMember({ path: { listId }, body: { email: email.trim(), role } }),
    onSuccess: ({ body }) => {
      setMade(body);
      setEmail('');
    },
    onError: showFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(listId) }),
  });
  return (
    <form
      className={styles.invite}
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <div className={styles.line}>
        <input
          type="email"
          className={styles.email}
          aria-label={texts.email}
          placeholder={texts.placeholder}
          required
          maxLength={254}
          value={email}
          autoComplete="off"
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <select
          className={styles.role}
          aria-label={texts.role}
          value={role}
          onChange={(event) =>
            setRole(MEMBER_ROLES.find((each) => each === event.currentTarget.value) ?? 'VIEWER')
          }
        >
          {MEMBER_ROLES.map((each) => (
            <option key={each} value={each}>
              {sharingTexts.roles[each]}
            </option>
          ))}
        </select>
        <Button type="submit" size="compact-md" loading={invite.isPending} className={styles.send ?? ''}>
          {texts.send}
        </Button>
      </div>
      {made !== undefined && (
        <div className={styles.made} role="status">
          <strong>{sharingTexts.invitation.made(made.email)}</strong>
          <p>{sharingTexts.invitation.text}</p>
          {/* In the fragment, which browsers send to no server. */}
          <CopyField label={sharingTexts.invitation.link} value={`${webUrl}/join#${made.code}`} />
        </div>
      )}
    </form>
  );
}
