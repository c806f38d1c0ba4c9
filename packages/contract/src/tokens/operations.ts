import * as z from 'zod';
import { type Operation, problemAnswers } from '../operation.ts';
import { type Page, type PageQuery, pageQueryMembers, pageSchema } from '../page.ts';
import { objectSchema } from '../schema.ts';
import {
  type NewlyMadeToken,
  type NewToken,
  newlyMadeTokenSchema,
  newTokenSchema,
  type Token,
  tokenSchema,
} from './token.ts';

export interface TokenPath {
  readonly tokenId: string;
}

export const createToken: Operation<{ body: NewToken }, NewlyMadeToken> = {
  module: 'tokens',
  name: 'createToken',
  summary: 'Make a personal access token for the automation API. Its value is shown this once.',
  method: 'POST',
  resource: '/tokens',
  scope: 'tokens/write',
  peopleOnly: true,
  input: { body: newTokenSchema },
  mediaTypes: ['application/json'],
  answers: {
    201: { description: 'The token, with its value.', schema: newlyMadeTokenSchema },
    ...problemAnswers(400, 403, 413, 415),
  },
};

export const listTokens: Operation<{ query: PageQuery }, Page<Token>> = {
  module: 'tokens',
  name: 'listTokens',
  summary: "List the caller's tokens without their values, the newest first.",
  method: 'GET',
  resource: '/tokens',
  scope: 'tokens/read',
  peopleOnly: true,
  input: { query: objectSchema<PageQuery>('ListTokensQuery', pageQueryMembers) },
  answers: {
    200: {
      description: 'A page of tokens.',
      schema: pageSchema('TokenPage', tokenSchema),
      headers: ['Link'],
    },
    ...problemAnswers(400),
  },
};

export const deleteToken: Operation<{ path: TokenPath }, undefined> = {
  module: 'tokens',
  name: 'deleteToken',
  summary: 'Revoke a token. It stops working within a minute.',
  method: 'DELETE',
  resource: '/tokens/{tokenId}',
  scope: 'tokens/write',
  peopleOnly: true,
  input: { path: objectSchema<TokenPath>('TokenPath', { tokenId: z.uuidv7() }) },
  answers: { 204: { description: 'It is revoked.' }, ...problemAnswers(400, 404) },
};
