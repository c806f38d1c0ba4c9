import { ActionIcon } from '@mantine/core';
import type { MemberRole } from '@taskyard/client';
import type { ReactNode } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { Moment } from '../../shell/moment.tsx';
import { sharingTexts } from '../../texts/sharing-texts.ts';
import { Avatar } from './avatar.tsx';
import { MEMBER_ROLES } from './member-roles.ts';
import styles from './share-dialog.module.css';

export interface MemberRowProps {
  readonly id: string;
  readonly name: string;
  /** Their role, for those who may not change it. */
  readonly note?: string;
  /** When they have not joined yet: until when they can. */
  readonly invitedUntil?: string;
  readonly role?: MemberRole;
  readonly busy?: boolean;
  readonly onRole?: (role: MemberRole) => void;
  readonly onRemove?: () => void;
}

/** Somebody of a list. */
export function MemberRow({
  id,
  name,
  note,
  invitedUntil,
  role,
  busy = false,
  onRole,
  onRemove,
}: MemberRowProps): ReactNode {
  const invited = invitedUntil !== undefined;
  return (
    <li className={styles.member}>
      <Avatar id={id} name={name} />
      <span className={styles.name}>
        {name}
        {invited && (
          <span className={styles.hint}>
            {sharingTexts.invited}, {sharingTexts.until} <Moment at={invitedUntil} />
          </span>
        )}
      </span>
      {note !== undefined && <span className={styles.hint}>{note}</span>}
      {role !== undefined && (
        <select
          className={styles.role}
          aria-label={sharingTexts.roleOf(name)}
          value={role}
          disabled={busy}
          onChange={(event) => {
            const choice = MEMBER_ROLES.find((each) => each === event.currentTarget.value);
            if (choice !== undefined) onRole?.(choice);
          }}
        >
          {MEMBER_ROLES.map((each) => (
            <option key={each} value={each}>
              {sharingTexts.roles[each]}
            </option>
          ))}
        </select>
      )}
      {onRemove !== undefined && (
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={busy}
          aria-label={invited ? sharingTexts.takeBack(name) : sharingTexts.remove(name)}
          onClick={onRemove}
        >
          <Icon name="close" size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
