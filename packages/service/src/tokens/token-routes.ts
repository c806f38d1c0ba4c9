import { tokens } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { createToken } from './create-token.ts';
import { deleteToken } from './delete-token.ts';
import { listTokens } from './list-tokens.ts';
import type { TokenTools } from './token-tools.ts';

/** The code of every operation of the module. */
export function tokenRoutes(tools: TokenTools): readonly Route[] {
  return [
    route(tokens.createToken, createToken(tools)),
    route(tokens.listTokens, listTokens(tools)),
    route(tokens.deleteToken, deleteToken(tools)),
  ];
}
