import type { ListRole } from '@taskyard/client';

const roles: Readonly<Record<ListRole, string>> = { OWNER: 'Owner', EDITOR: 'Can edit', VIEWER: 'Can view' };

/** What people read about sharing lists. */
export const sharingTexts = {
  share: 'Share',
  members: 'Members',
  title: (list: string): string => `Who shares “${list}”`,
  roles,
  you: 'You',
  owner: 'The owner of the list',
  invited: 'Invited',
  until: 'until',
  remove: (email: string): string => `Remove ${email}`,
  takeBack: (email: string): string => `Take back the invitation of ${email}`,
  removeTitle: (email: string): string => `Remove ${email}?`,
  removeText: 'They do not see the list any more. What they wrote stays.',
  leave: 'Leave the list',
  leaveTitle: (list: string): string => `Leave “${list}”?`,
  leaveText: 'Only its owner can let you in again.',
  left: (list: string): string => `You have left “${list}”`,
  roleOf: (email: string): string => `Role of ${email}`,
  nobody: 'Nobody yet. Invite somebody to work on this list with you.',
  invite: {
    email: 'Email',
    role: 'Role',
    send: 'Invite',
    placeholder: 'grace@example.com',
  },
  invitation: {
    made: (email: string): string => `The invitation for ${email} is ready`,
    text: 'Send them this link. It works once and for 7 days, and it is not shown again.',
    link: 'Link of the invitation',
  },
  join: {
    title: 'Join a list',
    invited: 'Somebody wants to share a list with you',
    invitedText: 'When you join, its members see the email that they invited, and you see their tasks.',
    accept: 'Join the list',
    decline: 'Not now',
    declined: 'You can still join until the invitation ends.',
    paste: 'Link or code of the invitation',
    pasteText: 'Have you got a link to a list of somebody else? Paste it here.',
    gone: 'This invitation is used, taken back or older than 7 days. Ask for another one.',
    joined: (list: string): string => `You share “${list}” now`,
    open: 'Join a list with an invitation',
  },
} as const;
