import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import { expiringMap } from '../state/expiring-map.ts';

export type ChallengeName =
  | 'NEW_PASSWORD_REQUIRED'
  | 'SOFTWARE_TOKEN_MFA'
  | 'MFA_SETUP'
  | 'PASSWORD_VERIFIER'
  | 'CUSTOM_CHALLENGE'
  | 'SELECT_CHALLENGE'
  | 'PASSWORD'
  | 'PASSWORD_SRP'
  | 'EMAIL_OTP'
  /** Not asked of anybody: what the sessions of SignUp and of ConfirmSignUp stand for. */
  | 'SIGN_UP'
  | 'CONFIRMED_SIGN_UP';

/** What happened so far in a custom flow, as DefineAuthChallenge is told. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | null;
}

/** A sign-in that waits for its next answer. */
export interface Challenge {
  readonly poolId: string;
  readonly clientId: string;
  /** The user, or the name that no user has while a client hides who exists. */
  readonly sub: string;
  readonly username: string;
  readonly name: ChallengeName;
  /** Who may answer it: the pages and the JSON API do not share sessions. */
  readonly door: 'api' | 'admin' | 'hosted';
  readonly newPassword?: boolean;
  /** Of MFA_SETUP: whether the authenticator app proved itself. */
  readonly enrolled?: boolean;
  /** The name that was typed, where the next step begins with it. */
  readonly typedName?: string;
  /** The code that was mailed. */
  readonly expected?: string;
  readonly privateParameters?: Readonly<Record<string, string>>;
  /** What CreateAuthChallenge calls its challenge. */
  readonly metadata?: string;
  readonly history?: readonly ChallengeResult[];
  readonly mistakes?: number;
}

export interface Challenges {
  /** Gives the session that answers the challenge. */
  open(challenge: Challenge, minutes: number): string;
  /**
   * Takes the session, so that nobody else can answer it.
   * Throws NotAuthorizedException for a session that is unknown, taken or over, or that is another's.
   */
  take(session: string | undefined, wanted: ChallengeScope): Challenge;
  /** Lets a taken session be answered again, after a mistake that may be corrected. */
  giveBack(session: string, challenge: Challenge): void;
}

/** Whose challenge an answer may be for. */
export interface ChallengeScope {
  readonly names: readonly ChallengeName[];
  /** Absent where the session alone names the client, as for AssociateSoftwareToken. */
  readonly clientId?: string;
  readonly door?: Challenge['door'];
}

const CAPACITY = 20_000;
/** How long a session that is over can still be told from one that never was. */
const AFTERLIFE = 15 * 60_000;
const MOST_MISTAKES = 5;

type State = { readonly challenge: Challenge; readonly until: number } | 'taken';

/** Kept in memory: a restart ends the sign-ins that are under way. */
export function challenges(sources: Sources): Challenges {
  const open = expiringMap<State>(sources.now, CAPACITY);
  const ends = new WeakMap<Challenge, number>();

  return {
    open(challenge, minutes) {
      const session = sources.bytes(96).toString('base64url');
      const until = sources.now() + minutes * 60_000;
      open.set(session, { challenge, until }, until + AFTERLIFE);
      return session;
    },
    take(session, { clientId, door, names }) {
      const refused = (reason: string): AwsError => new AwsError('NotAuthorizedException', reason);
      const state = session === undefined ? undefined : open.get(session);
      if (session === undefined || state === undefined) throw refused('Invalid session for the user.');
      if (state === 'taken') {
        throw refused('Invalid session for the user, session can only be used once.');
      }
      if (state.until <= sources.now()) {
        throw refused('Invalid session for the user, session is expired.');
      }
      const { challenge } = state;
      const another =
        (clientId !== undefined && challenge.clientId !== clientId) ||
        (door !== undefined && challenge.door !== door) ||
        !names.includes(challenge.name);
      if (another) throw refused('Invalid session for the user.');
      open.set(session, 'taken', sources.now() + AFTERLIFE);
      ends.set(challenge, state.until);
      return challenge;
    },
    giveBack(session, challenge) {
      const until = ends.get(challenge) ?? 0;
      const mistakes = (challenge.mistakes ?? 0) + 1;
      if (mistakes >= MOST_MISTAKES) return;
      open.set(session, { challenge: { ...challenge, mistakes }, until }, until + AFTERLIFE);
    },
  };
}
