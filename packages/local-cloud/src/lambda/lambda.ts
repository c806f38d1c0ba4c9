import { createRequire } from 'node:module';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { lambdaFunctionProvider } from '../cloudformation/resources/lambda-function.ts';
import { lambdaPermissionProvider } from '../cloudformation/resources/lambda-permission.ts';
import type { HttpResponse } from '../front-door/http.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { LogSink } from '../logs/log-sink.ts';
import { type AssetDirectory, openCodeStore } from './code/code-store.ts';
import { EnvironmentFleet } from './environment/environment-fleet.ts';
import type { FunctionInvoker } from './function-invoker.ts';
import { parseFunctionReference } from './function-name.ts';
import { FunctionStore } from './function-store.ts';
import { latestVersion } from './function-version.ts';
import { LambdaInvoker } from './lambda-invoker.ts';
import { serviceMayInvoke } from './resource-policy.ts';
import { routeOf } from './routes.ts';
import { failure } from './wire.ts';

export interface LambdaNeeds {
  readonly logs: LogSink;
  readonly roles: RoleCredentials;
  readonly assets: AssetDirectory;
}

/** Lambda: functions, their environments, and the door through which the other parts call them. */
export async function createLambda(
  context: PartContext,
  needs: LambdaNeeds,
): Promise<CloudPart & { readonly invoker: FunctionInvoker }> {
  const { account, sources, journal, origin } = context;
  const runtimePath = createRequire(import.meta.url).resolve('@taskyard/local-cloud/lambda-runtime');
  const code = openCodeStore(needs.assets, () => undefined);
  const fleet = new EnvironmentFleet({ account, origin, sources, journal, ...needs, code, runtimePath });
  const functions: FunctionStore = await FunctionStore.open(context.store.namespace('functions'), (name) => {
    const record = functions.get(name);
    const current = record === undefined ? undefined : latestVersion(record).poolKey;
    fleet.retire(name, (key) => key === current);
  });
  const invoker = new LambdaInvoker({ account, sources, journal, functions, fleet });
  const underWay = new Set<Promise<unknown>>();

  function background(work: Promise<unknown>): void {
    const done = work
      .catch((error: unknown) =>
        journal.write({
          source: 'lambda',
          outcome: 'failed',
          rule: 'asynchronous invocation',
          text: error instanceof Error ? error.message : String(error),
        }),
      )
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const route = routeOf(request);
    if (route === undefined) {
      const asked = `${request.method} ${request.rawPath.slice(0, 200)}`;
      throw new AwsError('UnknownOperationException', `The operation ${asked} is not supported.`, 404);
    }
    if (caller === undefined) {
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
    }
    return await route.operation({
      account,
      functions,
      invoker,
      newId: sources.uuid,
      now: sources.now,
      request,
      body,
      path: route.path,
      caller,
      background,
    });
  }

  const service: AwsService = { signingName: 'lambda', isPublic: () => false, handle, failure };
  return {
    services: [service],
    providers: [
      lambdaFunctionProvider({ account, functions, code, newId: sources.uuid, now: sources.now }),
      lambdaPermissionProvider({ account, functions }),
    ],
    invoker: {
      invoke: async (arn, payload, options) => invoker.invoke(invoker.resolve(arn), payload, options),
      allows(arn, servicePrincipal, sourceArn) {
        const { name, qualifier = '' } = parseFunctionReference(account, arn);
        const statements = functions.get(name)?.policies[qualifier] ?? [];
        return serviceMayInvoke(statements, servicePrincipal, sourceArn);
      },
    },
    async close() {
      await fleet.close();
      await Promise.all(underWay);
      code.close();
    },
  };
}
