import { about } from '@taskyard/contract';
import { type Route, route } from '../api/route.ts';
import { getMe } from './get-me.ts';
import { type AboutTools, getOpenApi } from './get-open-api.ts';

/** The code of every operation of the module. */
export function aboutRoutes(tools: AboutTools): readonly Route[] {
  return [route(about.getMe, getMe), route(about.getOpenApi, getOpenApi(tools))];
}
