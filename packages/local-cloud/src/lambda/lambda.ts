import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Authenticate } from '../apigateway/iam-authorizer.ts';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { CloudPart, PartContext } from '../aws/cloud-part.ts';
import { lambdaAliasProvider } from '../cloudformation/resources/lambda-alias.ts';
import { lambdaEventInvokeConfigProvider } from '../cloudformation/resources/lambda-event-invoke-config.ts';
import { lambdaEventSourceMappingProvider } from '../cloudformation/resources/lambda-event-source-mapping.ts';
import { lambdaFunctionProvider } from '../cloudformation/resources/lambda-function.ts';
import { lambdaLayerVersionProvider } from '../cloudformation/resources/lambda-layer-version.ts';
import { lambdaLayerVersionPermissionProvider } from '../cloudformation/resources/lambda-layer-version-permission.ts';
import { lambdaPermissionProvider } from '../cloudformation/resources/lambda-permission.ts';
import { lambdaUrlProvider } from '../cloudformation/resources/lambda-url.ts';
import { lambdaVersionProvider } from '../cloudformation/resources/lambda-version.ts';
import { type MetricSink, SILENT_METRICS } from '../cloudwatch/metric-sink.ts';
import type { StreamReader } from '../dynamodb/stream-reader.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { RoleCredentials } from '../iam/role-credentials.ts';
import type { RoleHolder } from '../iam/usage/privilege-report.ts';
import type { Journal } from '../journal/journal.ts';
import type { LogSink } from '../logs/log-sink.ts';
import type { ObjectReader } from '../s3/object-reader.ts';
import type { QueueReader } from '../sqs/queue-reader.ts';
import type { QueueSender } from '../sqs/queue-sender.ts';
import { type AssetDirectory, openCodeStore } from './code/code-store.ts';
import { UploadedCodeStore } from './code/uploaded-code.ts';
import { EnvironmentFleet, type Notice } from './environment/environment-fleet.ts';
import { machineRuntimes } from './environment/runtimes.ts';
import { attemptEvent } from './event-attempt.ts';
import { EventQueue } from './event-queue.ts';
import type { EventSender } from './event-sender.ts';
import { EventSourceMappings } from './event-source/event-source-mappings.ts';
import type { FunctionInvoker } from './function-invoker.ts';
import { functionNotFound, parseFunctionReference } from './function-name.ts';
import { type FunctionRecord, runtimeFamily } from './function-record.ts';
import { FunctionStore } from './function-store.ts';
import { functionUrlAnswers } from './function-url/answer-url.ts';
import { findFunctionUrl, functionUrlIdOf } from './function-url/function-url.ts';
import { poolKeys } from './function-version.ts';
import type { LambdaCall } from './lambda-call.ts';
import { LambdaInvoker } from './lambda-invoker.ts';
import { LayerStore } from './layer-store.ts';
import { findPython, type PythonInstallation } from './python/python-installation.ts';
import { serviceMayInvoke } from './resource-policy.ts';
import { routeOf, unsupported } from './routes.ts';
import { failure } from './wire.ts';

export interface LambdaNeeds {
  /** Proves who signed a request to a function URL; without it those that ask for a signature let nobody in. */
  readonly authenticate?: Authenticate;
  readonly logs: LogSink;
  readonly roles: RoleCredentials;
  /** Where functions report; nowhere by default. */
  readonly metrics?: MetricSink;
  readonly assets: AssetDirectory;
  /** How event source mappings follow DynamoDB streams; without it there are no such mappings. */
  readonly streams?: StreamReader;
  /** How event source mappings follow queues; without it they follow streams only. */
  readonly queues?: QueueReader;
  /** How events that are given up get to queues; without it there are no such destinations. */
  readonly queueSender?: QueueSender;
  /** How code is read from S3; without it, it comes from the assembly and through the API only. */
  readonly objects?: ObjectReader;
  /**
   * What the waiting times between the attempts of an event are multiplied by. Default 1/60: a function that
   * fails is tried again after one second and after two, where AWS takes minutes.
   */
  readonly eventTimeScale?: number;
  /** Milliseconds after which an idle environment is ended. Default 5 minutes. */
  readonly environmentIdleMs?: number;
  /** How many environments all functions may have together. Default 100. */
  readonly maxEnvironments?: number;
  /** The Python of this machine; looked for when a function first needs it by default. */
  readonly python?: () => PythonInstallation | undefined;
}

export interface Lambda extends CloudPart {
  readonly invoker: FunctionInvoker;
  readonly send: EventSender;
  /** Answers a request to the function URL with that id; `request` is below its root. */
  answerUrl(id: string, request: HttpRequest): Promise<HttpResponse>;
  /** What is known of a function; undefined when there is none. */
  describe(
    functionArn: string,
  ): (Pick<FunctionRecord, 'handler' | 'variables'> & { readonly isNode: boolean }) | undefined;
  /** Every function with its role. */
  functions(): readonly RoleHolder[];
}

const EVENT_TIME_SCALE = 1 / 60;
/** What UpdateFunctionCode takes: 50 MB as base64. */
const MAX_BODY_BYTES = 70_167_211;

/** Lambda: functions, their environments, and the door through which the other parts call them. */
export async function createLambda(context: PartContext, needs: LambdaNeeds): Promise<Lambda> {
  const { account, sources, journal, origin } = context;
  const { resolve } = createRequire(import.meta.url);
  const python = needs.python ?? foundPython();
  const notice = noticeOnce(journal);
  const runtimes = machineRuntimes({
    account,
    nodeRuntime: resolve('@taskyard/local-cloud/lambda-runtime'),
    pythonRuntime: dirname(dirname(resolve('@taskyard/local-cloud/lambda-runtime-python'))),
    python,
    notice: (text, hint) => notice('', 'runtime', text, hint),
  });
  const layers = new LayerStore(context.store.namespace('layers'), account);
  const uploads = new UploadedCodeStore(context.store.namespace('code'));
  const code = openCodeStore({
    ...{ uploads, python },
    assets: needs.assets,
    objects: needs.objects,
    layerLocation: (arn) => layers.get(arn)?.content,
  });
  const fleet = new EnvironmentFleet({
    ...{ account, origin, sources, journal, code, runtimes, notice },
    ...needs,
  });
  const functions: FunctionStore = await FunctionStore.open(context.store.namespace('functions'), (name) => {
    const record = functions.get(name);
    const current = record === undefined ? new Set<string>() : poolKeys(record);
    fleet.retire(name, (key) => current.has(key));
    if (record !== undefined) runtimes.prepare(record);
  });
  const invoker = new LambdaInvoker({
    ...{ account, sources, journal, functions, fleet },
    metrics: needs.metrics ?? SILENT_METRICS,
  });
  const events: EventQueue = await EventQueue.open(context.store.namespace('events'), sources, (event) =>
    attemptEvent(
      {
        ...{ account, journal, functions, invoker },
        roles: needs.roles,
        queues: needs.queueSender,
        now: sources.now,
        timeScale: needs.eventTimeScale ?? EVENT_TIME_SCALE,
        send: (arn, payload) => enqueue(sources.uuid(), parseFunctionReference(account, arn), payload),
      },
      event,
    ),
  );
  const enqueue: LambdaCall['enqueue'] = async (id, { name, qualifier }, payload) => {
    await events.add({ id, functionName: name, payload, ...(qualifier === undefined ? {} : { qualifier }) });
  };

  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const route = routeOf(request);
    if (route === undefined) {
      throw new AwsError('UnknownOperationException', unsupported(request), 404);
    }
    if (caller === undefined) {
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
    }
    return await route.operation({
      account,
      functions,
      invoker,
      code,
      roles: needs.roles,
      mappings,
      newId: sources.uuid,
      now: sources.now,
      request,
      body,
      path: route.path,
      caller,
      enqueue,
    });
  }

  await uploads.retain(await usedDigests(functions, layers));
  for (const record of functions.list()) runtimes.prepare(record);
  events.run();
  const mappings =
    needs.streams === undefined
      ? undefined
      : await EventSourceMappings.open(context.store.namespace('event-sources'), {
          ...{ account, sources, journal, invoker },
          roles: needs.roles,
          streams: needs.streams,
          queues: needs.queues,
        });
  mappings?.start();

  const service: AwsService = {
    signingName: 'lambda',
    bodyLimit: MAX_BODY_BYTES,
    isPublic: () => false,
    handle,
    failure,
  };
  return {
    services: [service],
    providers: [
      lambdaFunctionProvider({ account, functions, code, python, newId: sources.uuid, now: sources.now }),
      lambdaPermissionProvider({ account, functions }),
      lambdaUrlProvider({ account, functions, now: sources.now }),
      lambdaVersionProvider({ account, functions, newId: sources.uuid, now: sources.now }),
      lambdaAliasProvider({ account, functions, newId: sources.uuid }),
      lambdaLayerVersionProvider({ layers, code }),
      lambdaLayerVersionPermissionProvider(),
      lambdaEventInvokeConfigProvider({ account, functions, now: sources.now }),
      ...(mappings === undefined
        ? []
        : [
            lambdaEventSourceMappingProvider({
              account,
              mappings,
              newId: sources.uuid,
              queues: needs.queues !== undefined,
            }),
          ]),
    ],
    invoker: {
      invoke: async (arn, payload, options) => invoker.invoke(invoker.resolve(arn), payload, options),
      allows(arn, servicePrincipal, sourceArn) {
        const { name, qualifier = '' } = parseFunctionReference(account, arn);
        const statements = functions.get(name)?.policies[qualifier] ?? [];
        return serviceMayInvoke(statements, servicePrincipal, sourceArn);
      },
    },
    answerUrl: functionUrlAnswers({
      ...{ account, sources, journal, origin, functions, invoker },
      authenticate: needs.authenticate ?? refuseEverybody,
    }),
    localAddress(url) {
      const id = functionUrlIdOf(url);
      return id === undefined || findFunctionUrl(functions, id) === undefined
        ? undefined
        : `${origin}/lambda-url/${id}${url.pathname}${url.search}${url.hash}`;
    },
    describe(arn) {
      const record = functions.get(parseFunctionReference(account, arn).name);
      return record && { ...record, isNode: runtimeFamily(record.runtime) === 'nodejs' };
    },
    functions: () => functions.list().map(({ name, role }) => ({ name, role })),
    async send(arn, payload) {
      const reference = parseFunctionReference(account, arn);
      if (functions.get(reference.name) === undefined) throw functionNotFound(account, reference);
      await enqueue(sources.uuid(), reference, payload);
    },
    async close() {
      await Promise.all([mappings?.close(), events.close(), fleet.close()]);
      code.close();
    },
  };
}

/** The digests of the uploaded files that functions, their versions and layers are made of. */
async function usedDigests(functions: FunctionStore, layers: LayerStore): Promise<Set<string>> {
  const configurations = functions.list().flatMap((record) => [record, ...Object.values(record.versions)]);
  const used = new Set<string>();
  for (const code of [...configurations.map((own) => own.code), ...(await layers.contents())]) {
    if (code.kind === 'upload') used.add(code.digest);
  }
  return used;
}

function refuseEverybody(): never {
  throw new AwsError('MissingAuthenticationTokenException', 'Signatures are not verified here.', 403);
}

/** Looks for Python when it is first asked for, and remembers what it found. */
function foundPython(): () => PythonInstallation | undefined {
  let found: { readonly python: PythonInstallation | undefined } | undefined;
  return () => {
    found ??= { python: findPython() };
    return found.python;
  };
}

/** A journal line for each function and text, however often it happens. */
function noticeOnce(journal: Journal): Notice {
  const noticed = new Set<string>();
  return (functionName, rule, text, hint) => {
    const key = `${functionName}\n${text}`;
    if (noticed.has(key)) return;
    noticed.add(key);
    const entry = { source: 'lambda', outcome: 'notice', rule, text } as const;
    journal.write(hint === undefined ? entry : { ...entry, hint });
  };
}
