import { createApiGateway } from './apigateway/apigateway.ts';
import { createHttpApis } from './apigatewayv2/apigatewayv2.ts';
import { readCloudAssembly } from './assembly/cloud-assembly.ts';
import { type Account, LOCAL_ACCOUNT } from './aws/account.ts';
import type { CloudPart, PartContext } from './aws/cloud-part.ts';
import { type Sources, SYSTEM_SOURCES } from './aws/sources.ts';
import type { DeploymentSummary } from './cloudformation/stack-deployment.ts';
import { openStacks, type Stacks } from './cloudformation/stacks.ts';
import { describeFinding, UnsupportedTemplateError } from './cloudformation/support-check.ts';
import { createCognito } from './cognito/cognito.ts';
import { createHostedPages } from './cognito/hosted/hosted-pages.ts';
import { clearDataDirectory, openDataDirectory, writeRunningCloud } from './data-directory.ts';
import { createDynamoDb } from './dynamodb/dynamodb.ts';
import { createEc2 } from './ec2/ec2.ts';
import { frontDoor } from './front-door/front-door.ts';
import type { HttpHandler, HttpRequest } from './front-door/http.ts';
import { type Listener, listen } from './front-door/listener.ts';
import { localControl } from './front-door/local-control.ts';
import { createIam } from './iam/iam.ts';
import { type Journal, SILENT_JOURNAL } from './journal/journal.ts';
import { createLambda } from './lambda/lambda.ts';
import { createLogs } from './logs/logs.ts';
import { type Durability, openLevelStore } from './store/level-store.ts';
import type { ClosableStore } from './store/ordered-store.ts';
import { createSts } from './sts/sts.ts';

export interface LocalCloudOptions {
  /** Where everything is kept; made when it is missing. */
  readonly dataDirectory: string;
  /** The port of the one listener; 0 takes a free one. Default 4566. */
  readonly port?: number;
  /** Start from nothing: what the folder held is removed. */
  readonly fresh?: boolean;
  /** How far an acknowledged write reaches. Default `process`. */
  readonly durability?: Durability;
  /** Where decisions are written. Default: nowhere. */
  readonly journal?: Journal;
  readonly account?: Account;
  readonly sources?: Sources;
}

/** The administrator's long-lived credentials of a local cloud. */
export interface AdministratorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** AWS's services for one account and region on this machine, behind one listener. */
export class LocalCloud {
  /** `http://localhost:4566`. */
  readonly origin: string;
  readonly administrator: AdministratorCredentials;
  readonly #parts: RunningParts;
  #deployments: Promise<unknown> = Promise.resolve();

  private constructor(parts: RunningParts) {
    this.origin = parts.origin;
    this.administrator = parts.administrator;
    this.#parts = parts;
  }

  /**
   * Opens the data folder and starts to listen; what an earlier run deployed is there again.
   * Throws DataDirectoryError, ListenError.
   */
  static async open(options: LocalCloudOptions): Promise<LocalCloud> {
    return new LocalCloud(await startParts(options));
  }

  /**
   * Brings the stacks to what the cloud assembly in `directory` (a `cdk.out`) says. Checks all of it first:
   * when something is not emulated, nothing is changed.
   * Throws UnsupportedTemplateError, AssemblyError, TemplateError, DeploymentError.
   */
  deploy(directory: string): Promise<Readonly<Record<string, DeploymentSummary>>> {
    const deployment = this.#deployments.then(() => this.#deploy(directory));
    this.#deployments = deployment.catch(() => {});
    return deployment;
  }

  async #deploy(directory: string): Promise<Readonly<Record<string, DeploymentSummary>>> {
    const { stacks, journal, assets } = this.#parts;
    const assembly = await readCloudAssembly(directory);
    const findings = stacks.check(assembly.stacks);
    const refused = findings.filter(({ outcome }) => outcome === 'refused');
    if (refused.length > 0) throw new UnsupportedTemplateError(refused);
    assets.current = assembly.assets.directoryOf;
    const summaries: Record<string, DeploymentSummary> = {};
    for (const stack of assembly.stacks) summaries[stack.stackName] = await stacks.deploy(stack);
    for (const finding of findings.filter(({ reason }) => reason !== '')) {
      journal.write({
        source: 'cloudformation',
        outcome: 'notice',
        rule: 'not emulated',
        text: describeFinding(finding),
      });
    }
    this.#parts.ready = true;
    return summaries;
  }

  /** The stacks' outputs, in the form of `cdk deploy --outputs-file`. */
  outputs(): Record<string, Record<string, string>> {
    return this.#parts.stacks.outputs();
  }

  /** Stops listening, lets what runs end, closes the store. */
  async stop(): Promise<void> {
    await this.#deployments;
    await this.#parts.close();
  }
}

interface RunningParts {
  readonly origin: string;
  readonly administrator: AdministratorCredentials;
  readonly stacks: Stacks;
  readonly journal: Journal;
  readonly assets: { current: (bucket: string, key: string) => string | undefined };
  ready: boolean;
  close(): Promise<void>;
}

async function startParts(options: LocalCloudOptions): Promise<RunningParts> {
  const { journal = SILENT_JOURNAL, account = LOCAL_ACCOUNT, sources = SYSTEM_SOURCES } = options;
  const data = await openDataDirectory(options.dataDirectory);
  if (options.fresh) await clearDataDirectory(data);
  const store = await openLevelStore(data.state, options.durability);
  let handler: HttpHandler = async () => ({ status: 503, headers: { 'Retry-After': '1' } });
  let listener: Listener | undefined;
  try {
    // Addresses hold the port, so the port comes first; requests are answered once the parts are there.
    listener = await listen({
      port: options.port ?? 4566,
      sources,
      handler: (request) => handler(request),
      onFault: (request, error) => journal.write(faultEntry(request, error)),
    });
    const origin = `http://localhost:${listener.port}`;
    const parts = await createParts({ account, sources, journal, origin }, store, data.path);
    handler = parts.handler;
    await writeRunningCloud(data.path, { pid: process.pid, origin, region: account.region });
    const { close } = listener;
    return Object.assign(parts, {
      close: async () => {
        await close();
        for (const part of parts.all) await part.close?.();
        await store.close();
      },
    });
  } catch (error) {
    await listener?.close();
    await store.close();
    throw error;
  }
}

async function createParts(
  base: Omit<PartContext, 'store'>,
  store: ClosableStore,
  dataDirectory: string,
): Promise<
  Omit<RunningParts, 'close'> & { readonly all: readonly CloudPart[]; readonly handler: HttpHandler }
> {
  const { account, sources, journal, origin } = base;
  const context = (name: string): PartContext => ({ ...base, store: store.namespace(name) });
  const assets: RunningParts['assets'] = { current: () => undefined };

  const iam = await createIam(context('iam'), { dataDirectory });
  const sts = createSts(context('sts'), iam);
  const logs = await createLogs(context('logs'));
  const dynamodb = await createDynamoDb(context('dynamodb'));
  const ec2 = await createEc2(context('ec2'));
  const lambda = await createLambda(context('lambda'), {
    logs: logs.sink,
    roles: iam.roles,
    assets: { directoryOf: (bucket, key) => assets.current(bucket, key) },
  });
  const cognito = await createCognito(context('cognito'), { invoker: () => lambda.invoker });
  const pages = createHostedPages(
    { origin, sources, journal, store: store.namespace('cognito-pages') },
    cognito.backend,
  );
  const apigateway = await createApiGateway(context('apigateway'), {
    invoker: lambda.invoker,
    tokens: cognito.tokens,
    logs: logs.sink,
    roles: iam.roles,
    authenticate: iam.authenticate,
    services: (request) => running.handler(request),
  });
  const httpApis = createHttpApis(context('apigatewayv2'), {
    invoker: lambda.invoker,
    tokens: cognito.tokens,
    logs: logs.sink,
    roles: iam.roles,
    authenticate: iam.authenticate,
  });

  const all: readonly CloudPart[] = [iam, sts, logs, dynamodb, ec2, lambda, cognito, apigateway, httpApis];
  const stacks = await openStacks({
    account,
    sources,
    journal,
    store: store.namespace('cloudformation'),
    providers: all.flatMap(({ providers }) => providers),
    localAddress: (url) => {
      for (const part of all) {
        const address = part.localAddress?.(url);
        if (address !== undefined) return address;
      }
      return undefined;
    },
  });
  const running: Awaited<ReturnType<typeof createParts>> = {
    origin,
    administrator: iam.administrator,
    stacks,
    journal,
    assets,
    all,
    ready: false,
    handler: frontDoor(
      {
        services: all.flatMap(({ services }) => services),
        authenticate: iam.authenticate,
        api: (apiId, request) => (httpApis.has(apiId) ? httpApis : apigateway).handle(apiId, request),
        pages: pages.handle,
        local: localControl({
          ready: () => running.ready,
          mail: cognito.mail,
          outputs: () => stacks.outputs(),
        }),
      },
      journal,
    ),
  };
  return running;
}

function faultEntry(request: HttpRequest, error: unknown): Parameters<Journal['write']>[0] {
  return {
    source: 'front-door',
    outcome: 'failed',
    requestId: request.id,
    rule: 'a fault of the local cloud itself',
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
