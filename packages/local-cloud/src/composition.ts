import { createApiGateway } from './apigateway/apigateway.ts';
import { createHttpApis } from './apigatewayv2/apigatewayv2.ts';
import type { CloudPart, PartContext } from './aws/cloud-part.ts';
import { ownerOf } from './aws/owner.ts';
import { customResourceAnswers } from './cloudformation/custom-resources/answers.ts';
import { customResourceProvider } from './cloudformation/custom-resources/custom-resource.ts';
import { openStacks, type Stacks } from './cloudformation/stacks.ts';
import type { SupportFinding } from './cloudformation/support-check.ts';
import { createCloudFront } from './cloudfront/cloudfront.ts';
import { createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { type CognitoNeeds, createCognito } from './cognito/cognito.ts';
import { createHostedPages } from './cognito/hosted/hosted-pages.ts';
import { localConsole } from './console/local-console.ts';
import { sendForm } from './console/send-form.ts';
import { createDynamoDb } from './dynamodb/dynamodb.ts';
import { createEc2 } from './ec2/ec2.ts';
import { createEvents } from './events/events.ts';
import { frontDoor } from './front-door/front-door.ts';
import type { HttpHandler } from './front-door/http.ts';
import { localControl } from './front-door/local-control.ts';
import type { SiteListeners } from './front-door/site-listeners.ts';
import { type AdministratorKeys, createIam } from './iam/iam.ts';
import { DecisionLog } from './journal/decision-log.ts';
import type { Journal } from './journal/journal.ts';
import type { RecentJournal } from './journal/recent-journal.ts';
import { recentSpans } from './journal/recent-spans.ts';
import { createLambda, type LambdaNeeds } from './lambda/lambda.ts';
import { createLogs } from './logs/logs.ts';
import { createS3 } from './s3/s3.ts';
import { createSecretsManager } from './secretsmanager/secrets-manager.ts';
import { isQueueArn } from './sqs/queue-store.ts';
import { createSqs } from './sqs/sqs.ts';
import { createSsm } from './ssm/ssm.ts';
import type { OrderedStore } from './store/ordered-store.ts';
import { createSts } from './sts/sts.ts';

/** The parts of a cloud, joined. */
export interface Composition {
  readonly origin: string;
  readonly administrator: AdministratorKeys;
  readonly stacks: Stacks;
  readonly journal: RecentJournal;
  /** Finds the assets of the assembly that was deployed last. */
  readonly assets: { current: (bucket: string, key: string) => string | undefined };
  /** What the last deployment left out of its templates. */
  readonly notes: { current: readonly SupportFinding[] };
  /** In the order in which they were made; they are closed in the reverse order. */
  readonly all: readonly CloudPart[];
  readonly handler: HttpHandler;
  /** Ends what a deployment waits for, so that the cloud can stop. */
  readonly abandonDeployment: () => void;
  /** Fires a scheduled rule at once. */
  readonly fireRule: (name: string) => Promise<void>;
  /** Whether a deployment has come to its end. */
  ready: boolean;
}

/** What the person who starts a cloud may choose. */
export type CompositionSettings = Pick<CognitoNeeds, 'issuer' | 'smtp'> &
  Pick<LambdaNeeds, 'environmentIdleMs'>;

/** Makes every part of the cloud on one store and joins them behind the front door. */
export async function compose(
  base: Omit<PartContext, 'store'> & { readonly journal: RecentJournal },
  store: OrderedStore,
  dataDirectory: string,
  sites: SiteListeners,
  settings: CompositionSettings = {},
): Promise<Composition> {
  const { account, sources, origin } = base;
  const decisions = await DecisionLog.open(store.namespace('decisions'), () => sources.now());
  const spans = recentSpans();
  const journal: Journal = {
    measure: spans.add,
    write(entry) {
      decisions.write(entry);
      if (entry.outcome !== 'allowed') base.journal.write(entry);
    },
  };
  const context = (name: string): PartContext => ({ ...base, journal, store: store.namespace(name) });
  const assets: Composition['assets'] = { current: () => undefined };
  const notes: Composition['notes'] = { current: [] };

  const iam = await createIam(context('iam'), { dataDirectory });
  const sts = createSts(context('sts'), iam);
  const cloudwatch = await createCloudWatch(context('cloudwatch'));
  const { sink: metrics } = cloudwatch;
  const logs = await createLogs(context('logs'), {
    allows: (...asked) => lambda.invoker.allows(...asked),
    send: (...event) => lambda.send(...event),
  });
  logs.store.follow((_group, _stream, events) => cloudwatch.readLines(events));
  const dynamodb = await createDynamoDb(context('dynamodb'), metrics);
  const ec2 = await createEc2(context('ec2'));
  const s3 = await createS3(context('s3'), {
    dataDirectory,
    streams: iam.streams,
    locateAsset: (bucket, key) => assets.current(bucket, key),
    localAddress: (url) => localAddress(url),
    notifications: {
      allows: (...asked) => lambda.invoker.allows(...asked),
      send: (...event) => lambda.send(...event),
    },
  });
  const sqs = await createSqs(context('sqs'));
  const ssm = await createSsm(context('ssm'));
  const secrets = await createSecretsManager(context('secretsmanager'));
  const lambda = await createLambda(context('lambda'), {
    authenticate: iam.authenticate,
    logs: logs.sink,
    metrics,
    roles: iam.roles,
    assets: { directoryOf: (bucket, key) => assets.current(bucket, key) },
    streams: dynamodb.streams,
    queues: sqs.queues,
    queueSender: sqs.sender,
    objects: s3.objects,
    ...(settings.environmentIdleMs === undefined ? {} : { environmentIdleMs: settings.environmentIdleMs }),
  });
  const answers = customResourceAnswers(sources, origin);
  const events = await createEvents(context('events'), {
    allows: (arn, ...asked) =>
      isQueueArn(arn) ? sqs.serviceMaySend(arn, ...asked) : lambda.invoker.allows(arn, ...asked),
    send: (arn, payload) =>
      isQueueArn(arn) ? sqs.sender.send(arn, payload, 'events.amazonaws.com') : lambda.send(arn, payload),
    buses: context('event-buses').store,
  });
  const cognito = await createCognito(context('cognito'), { ...settings, invoker: () => lambda.invoker });
  const pages = createHostedPages(
    { origin, sources, journal, store: store.namespace('cognito-pages') },
    cognito.backend,
  );
  const apigateway = await createApiGateway(context('apigateway'), {
    invoker: lambda.invoker,
    tokens: cognito.tokens,
    logs: logs.sink,
    metrics,
    roles: iam.roles,
    authenticate: iam.authenticate,
    services: (request) => running.handler(request),
  });
  const httpApis = createHttpApis(context('apigatewayv2'), {
    invoker: lambda.invoker,
    tokens: cognito.tokens,
    logs: logs.sink,
    metrics,
    roles: iam.roles,
    authenticate: iam.authenticate,
  });

  const cloudfront = await createCloudFront(context('cloudfront'), {
    sites,
    s3,
    logs: logs.sink,
    cloud: (request) => running.handler(request),
    isServedHere: (host) =>
      URL.canParse(`https://${host}/`) && localAddress(new URL(`https://${host}/`)) !== undefined,
  });

  // In the order in which they lean on each other: the later ones use the earlier ones.
  const all: readonly CloudPart[] = [
    { services: [], providers: [], close: () => decisions.close() },
    iam,
    sts,
    cloudwatch,
    logs,
    dynamodb,
    ec2,
    s3,
    sqs,
    ssm,
    secrets,
    lambda,
    { services: [answers.service], providers: [] },
    events,
    cognito,
    apigateway,
    httpApis,
    cloudfront,
  ];
  const localAddress = (url: URL): string | undefined => {
    for (const part of all) {
      const address = part.localAddress?.(url);
      if (address !== undefined) return address;
    }
    return undefined;
  };
  const stacks = await openStacks({
    account,
    sources,
    journal,
    store: store.namespace('cloudformation'),
    providers: all.flatMap(({ providers }) => providers),
    customResource: (type) =>
      customResourceProvider(
        { sources, journal, answers, invoke: lambda.invoker.invoke, describe: lambda.describe },
        type,
      ),
    localAddress,
    values: { parameter: ssm.value, secret: secrets.value },
  });
  const apis = (): string[] => {
    const values = Object.values(stacks.outputs()).flatMap((outputs) => Object.values(outputs));
    return [...new Set(values)].filter((value) => value.startsWith(`${origin}/execute-api/`)).sort();
  };
  const running: Composition = {
    origin,
    administrator: iam.administrator,
    stacks,
    journal: base.journal,
    assets,
    notes,
    all,
    abandonDeployment: answers.abandon,
    fireRule: events.fire,
    ready: false,
    handler: frontDoor(
      {
        services: all.flatMap(({ services }) => services),
        authenticate: iam.authenticate,
        api: (apiId, request) => (httpApis.has(apiId) ? httpApis : apigateway).handle(apiId, request),
        functionUrl: lambda.answerUrl,
        pages: pages.handle,
        localAddress,
        local: localControl({
          ready: () => running.ready,
          mail: cognito.mail,
          outputs: () => stacks.outputs(),
          explain: (requestId) => decisions.explain(requestId),
          privileges: (name) => iam.privileges(lambda.functions(), name),
          console: localConsole({
            journal: base.journal,
            spans,
            explain: (requestId) => decisions.explain(requestId),
            tables: dynamodb.browser,
            objects: s3.browser,
            download: (request, bucket, key) =>
              s3.answer(
                request.rewritten({ method: 'GET', target: '/', headers: [] }),
                { bucket, key },
                ownerOf(account),
              ),
            users: cognito.core,
            networks: ec2.networks,
            metrics: cloudwatch.metrics,
            settings: {
              ...{ account, origin, dataDirectory },
              issuer: settings.issuer ?? 'local',
              mailServer:
                settings.smtp === undefined ? 'this console' : `${settings.smtp.host}:${settings.smtp.port}`,
            },
            send: sendForm({
              ...{ sources, origin, core: cognito.core, apis },
              handler: (request) => running.handler(request),
            }),
            now: () => sources.now(),
            mail: cognito.mail,
            logs: logs.store,
            stacks: stacks.records,
            notes: () => notes.current,
          }),
        }),
      },
      journal,
    ),
  };
  return running;
}
