import type { HttpRequest } from '../front-door/http.ts';
import type { LambdaOperation } from './lambda-call.ts';
import { addPermission } from './operations/add-permission.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { getAlias } from './operations/get-alias.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getPolicy } from './operations/get-policy.ts';
import { invoke } from './operations/invoke.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listTags } from './operations/list-tags.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { publishVersion } from './operations/publish-version.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { removePermission } from './operations/remove-permission.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: LambdaOperation;
}

const FUNCTIONS = '/2015-03-31/functions';
const FUNCTION = `${FUNCTIONS}/(?<name>[^/]+)`;

const ROUTES: readonly Route[] = [
  route('POST', `${FUNCTION}/invocations`, invoke),
  route('GET', `${FUNCTIONS}/?`, listFunctions),
  route('GET', FUNCTION, getFunction),
  route('GET', `${FUNCTION}/configuration`, getFunctionConfiguration),
  route('PUT', `${FUNCTION}/configuration`, updateFunctionConfiguration),
  route('GET', `${FUNCTION}/policy`, getPolicy),
  route('POST', `${FUNCTION}/policy`, addPermission),
  route('DELETE', `${FUNCTION}/policy/(?<sid>[^/]+)`, removePermission),
  route('POST', `${FUNCTION}/versions`, publishVersion),
  route('GET', `${FUNCTION}/versions`, listVersionsByFunction),
  route('GET', `${FUNCTION}/aliases`, listAliases),
  route('GET', `${FUNCTION}/aliases/(?<alias>[^/]+)`, getAlias),
  route('PUT', '/2017-10-31/functions/(?<name>[^/]+)/concurrency', putFunctionConcurrency),
  route('DELETE', '/2017-10-31/functions/(?<name>[^/]+)/concurrency', deleteFunctionConcurrency),
  route('GET', '/2019-09-30/functions/(?<name>[^/]+)/concurrency', getFunctionConcurrency),
  route('GET', '/2017-03-31/tags/(?<name>[^/]+)', listTags),
];

/** The operation that a request asks for, and what its path holds; undefined when it is not one of ours. */
export function routeOf(
  request: HttpRequest,
): { readonly operation: LambdaOperation; readonly path: Readonly<Record<string, string>> } | undefined {
  for (const { method, pattern, operation } of ROUTES) {
    const groups = method === request.method ? pattern.exec(request.rawPath) : null;
    if (groups !== null) return { operation, path: decoded(groups.groups ?? {}) };
  }
  return undefined;
}

function route(method: string, path: string, operation: LambdaOperation): Route {
  return { method, pattern: new RegExp(`^${path}$`), operation };
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
