import * as z from 'zod';
import { objectSchema } from '../schema.ts';
import type { Token } from '../tokens/token.ts';

/** Who asks, as the token says that came with the request. */
export interface Me {
  /** The user pool's id of the person. */
  readonly sub: string;
  /** Only where the token says it; Cognito's access tokens do when the pool is told to add it. */
  readonly email?: string;
  readonly name?: string;
  /** What the token lets its bearer do: `tasks/read` and the like, and Cognito's own, such as `openid`. */
  readonly scopes: readonly string[];
  /** The personal access token; absent for somebody who signed in. */
  readonly token?: CallingToken;
}

/** What a personal access token is known by. */
export type CallingToken = Pick<Token, 'id' | 'name' | 'expiresAt'>;

export const meSchema: z.ZodType<Me> = objectSchema<Me>('Me', {
  sub: z.string(),
  email: z.string().exactOptional(),
  name: z.string().exactOptional(),
  scopes: z.array(z.string()),
  token: objectSchema<CallingToken>('CallingToken', {
    id: z.uuidv7(),
    name: z.string(),
    expiresAt: z.iso.datetime(),
  }).exactOptional(),
});
