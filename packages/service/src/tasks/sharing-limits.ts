/** How many lists of others a person may share. */
export const MAX_SHARED_LISTS: number = 50;

/** How many people a list may have besides its owner, invited ones included: deleting it removes all in one step. */
export const MAX_MEMBERS: number = 40;

/** How long an invitation can be taken, in seconds. */
export const INVITATION_SECONDS: number = 7 * 24 * 60 * 60;
