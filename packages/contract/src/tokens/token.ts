import * as z from 'zod';
import { line, objectSchema } from '../schema.ts';

/** What every personal access token begins with, so that people and scanners know one when they see it. */
export const TOKEN_PREFIX: string = 'ty_pat_';

/** A personal access token: the prefix and 256 random bits in base64url. */
export const TOKEN_PATTERN: string = `${TOKEN_PREFIX}[A-Za-z0-9_-]{43}`;

/** How many days a token lives when nobody says otherwise, and at most. */
export const DEFAULT_TOKEN_DAYS: number = 90;
export const MAX_TOKEN_DAYS: number = 365;

export const tokenScopes: readonly TokenScope[] = [
  'tasks/read',
  'tasks/write',
  'items/read',
  'items/write',
  'notes/read',
  'notes/write',
  'records/read',
  'records/write',
  'networks/read',
  'networks/write',
];

/** What a token may be allowed. Managing tokens is not among it: no token makes another. */
export type TokenScope = `${'tasks' | 'items' | 'notes' | 'records' | 'networks'}/${'read' | 'write'}`;

/** A personal access token as a list shows it: all but its value, which nobody keeps. */
export interface Token {
  /** A version 7 UUID (RFC 9562). */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: string;
  readonly expiresAt: string;
  /** When it was last used, noted at most once an hour; absent until then. */
  readonly lastUsedAt?: string;
}

/** The answer to making a token: the only one that ever holds its value. */
export interface NewlyMadeToken extends Token {
  /** What goes into the `Authorization` header. */
  readonly token: string;
}

/** The body that makes a token. */
export interface NewToken {
  /** One line of 1 to 64 characters. */
  readonly name: string;
  /** At least one; only such as the caller has. */
  readonly scopes: readonly TokenScope[];
  readonly expiresInDays?: number;
}

const name = line(1, 64);
const scopes = z
  .array(z.enum(tokenScopes))
  .min(1)
  .max(tokenScopes.length)
  .refine((values) => new Set(values).size === values.length, { error: 'A scope is named twice' })
  .meta({ uniqueItems: true });
const moment = z.iso.datetime();

const tokenMembers = {
  id: z.uuidv7(),
  name,
  scopes,
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.exactOptional(),
};

export const tokenSchema: z.ZodType<Token> = objectSchema<Token>('Token', tokenMembers);

export const newlyMadeTokenSchema: z.ZodType<NewlyMadeToken> = objectSchema<NewlyMadeToken>(
  'NewlyMadeToken',
  { ...tokenMembers, token: z.string() },
);

export const newTokenSchema: z.ZodType<NewToken> = objectSchema<NewToken>('NewToken', {
  name,
  scopes,
  expiresInDays: z.int().min(1).max(MAX_TOKEN_DAYS).meta({ default: DEFAULT_TOKEN_DAYS }).exactOptional(),
});
