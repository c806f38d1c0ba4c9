import * as z from 'zod';
import { objectSchema, text } from '../schema.ts';
import type { ListRole } from './list.ts';

/** What the owner of a list can make somebody. */
export type MemberRole = Exclude<ListRole, 'OWNER'>;
export const memberRoles: readonly MemberRole[] = ['EDITOR', 'VIEWER'];

export interface NewMember {
  /** Whom the invitation is meant for. It is a note for the owner: who has the code can take it. */
  readonly email: string;
  readonly role: MemberRole;
}

/** Somebody who shares a list, or is invited to. */
export interface Member extends NewMember {
  readonly id: string;
  readonly status: 'INVITED' | 'JOINED';
  /** The `sub` of the person, once they have joined. */
  readonly personId?: string;
  readonly version: number;
  readonly invitedAt: string;
  readonly joinedAt?: string;
  /** Until when the invitation can be taken. */
  readonly expiresAt?: string;
}

/** An invitation as its maker sees it, once. */
export interface Invitation extends Member {
  /** What the invited person joins with. It is not kept and cannot be shown again. */
  readonly code: string;
}

export interface MemberChange {
  readonly role?: MemberRole;
}

export interface JoinList {
  readonly code: string;
}

const email = z.email().max(254);
const role = z.enum(memberRoles);
const members = {
  id: z.uuidv7(),
  email,
  role,
  status: z.enum(['INVITED', 'JOINED']),
  personId: z.string().exactOptional(),
  version: z.int().min(1),
  invitedAt: z.iso.datetime(),
  joinedAt: z.iso.datetime().exactOptional(),
  expiresAt: z.iso.datetime().exactOptional(),
};

export const newMemberSchema: z.ZodType<NewMember> = objectSchema<NewMember>('NewMember', { email, role });

export const memberSchema: z.ZodType<Member> = objectSchema<Member>('Member', members);

export const invitationSchema: z.ZodType<Invitation> = objectSchema<Invitation>('Invitation', {
  ...members,
  code: z.string(),
});

export const memberChangeSchema: z.ZodType<MemberChange> = objectSchema<MemberChange>('MemberChange', {
  role: role.exactOptional(),
});

export const joinListSchema: z.ZodType<JoinList> = objectSchema<JoinList>('JoinList', { code: text(1, 128) });
