import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AutomationApi } from './automation-api.ts';
import type { FunctionBundles } from './bundle-function.ts';
import type { DataStack } from './data-stack.ts';
import { ABOUT, RECORD_SUMMARY, TASK_STREAM, TASK_TRANSFER, TOKEN_AUTHORIZER } from './function-names.ts';
import { modules } from './modules/modules.ts';
import { apiHost, STAGE } from './operation-methods.ts';
import { PeopleApi } from './people-api.ts';
import { RecordSummary } from './record-summary.ts';
import { ServiceFunction } from './service-function.ts';
import type { Settings } from './settings.ts';
import { TaskStream } from './task-stream.ts';
import { TaskTransfer } from './task-transfer.ts';
import { createTokenAuthorizer } from './token-authorizer-function.ts';
import { WebClient } from './web-client.ts';
import { WebFiles } from './web-files.ts';
import { API_PATH, WebSite } from './web-site.ts';

export interface ApiStackProps extends StackProps {
  readonly data: DataStack;
  readonly bundles: FunctionBundles;
  readonly settings: Settings;
  /** The folder with the built web application. */
  readonly webFolder: string;
}

/** What the API's own URL says, for a function that its methods wait for. */
const stageUrl = (api: RestApi): string => `https://${apiHost(api)}/${STAGE}`;

/** What a release replaces: the functions, the APIs in front of them, and the web application. It keeps nothing. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { data, bundles, settings, webFolder, ...props }: ApiStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.protectData });
    const output = (name: string, value: string): CfnOutput => new CfnOutput(this, name, { value });
    const tableOf = (module: string): Table => {
      const table = data.tables.get(module);
      if (table === undefined) throw new Error(`The module ${module} has no table`);
      return table;
    };
    const people = new PeopleApi(this, 'PeopleApi', { pool: data.people.pool, settings });
    const { signInUrl } = data.people;
    const { web } = settings;
    const site = web.hosted
      ? new WebSite(this, 'Site', {
          api: people.api,
          stageName: STAGE,
          signInUrl,
          linked: [data.attachments, data.transfers],
          domain: web.domain,
        })
      : { url: web.url };
    const webOrigin = web.hosted ? site.url : new URL(site.url).origin;
    const functions = new Map<string, IFunction>();
    const addFunction = (name: string, made: ServiceFunction): void => {
      output(`${name}FunctionName`, made.function.functionName);
      output(`${name}LogGroupName`, made.logGroup.logGroupName);
    };
    for (const module of modules) {
      const table = tableOf(module.name);
      const made = new ServiceFunction(this, module.id, {
        purpose: module.name,
        code: bundles.folder(module.name),
        environment: {
          TABLE_NAME: table.tableName,
          ALLOWED_ORIGIN: webOrigin,
          ...module.environment?.(data),
        },
        permissions: module.permissions(table, data),
        timeout: module.timeout,
      });
      functions.set(module.name, made.function);
      addFunction(module.id, made);
    }
    const about = new ServiceFunction(this, 'About', {
      purpose: 'what the API tells of itself and of the caller',
      code: bundles.folder(ABOUT),
      environment: {
        ALLOWED_ORIGIN: webOrigin,
        PEOPLE_URL: stageUrl(people.api),
        SIGN_IN_URL: signInUrl,
      },
      permissions: [],
    });
    functions.set(ABOUT, about.function);
    addFunction('About', about);
    const authorizer = createTokenAuthorizer(
      this,
      'TokenAuthorizer',
      bundles.folder(TOKEN_AUTHORIZER),
      tableOf('tokens'),
    );
    addFunction('TokenAuthorizer', authorizer);
    const summary = new RecordSummary(this, 'RecordSummary', {
      code: bundles.folder(RECORD_SUMMARY),
      table: tableOf('records'),
      bucket: data.summaries,
    });
    addFunction('RecordSummary', summary.function);
    const stream = new TaskStream(this, 'TaskStream', {
      code: bundles.folder(TASK_STREAM),
      table: tableOf('tasks'),
      attachments: data.attachments,
    });
    addFunction('TaskStream', stream.function);
    const transfer = new TaskTransfer(this, 'TaskTransfer', {
      code: bundles.folder(TASK_TRANSFER),
      table: tableOf('tasks'),
      transfers: data.transfers,
    });
    addFunction('TaskTransfer', transfer.function);

    people.serve(functions, webOrigin);
    output('PeopleApiUrl', people.api.url);
    const automation = new AutomationApi(this, 'AutomationApi', {
      authorizer: authorizer.function,
      functions,
      logging: people.accountLogging,
      webOrigin,
      settings,
    });
    output('AutomationApiUrl', automation.api.url);
    about.function.addEnvironment('AUTOMATION_URL', stageUrl(automation.api));

    const client = new WebClient(this, 'WebClient', {
      people: data.people,
      webUrl: site.url,
      implicitGrant: settings.implicitGrant,
    });
    output('UserPoolClientId', client.userPoolClientId);
    output('CallbackUrl', client.callbackUrl);
    output('WebUrl', site.url);
    if (site instanceof WebSite) {
      new WebFiles(this, 'SiteFiles', {
        site,
        folder: webFolder,
        config: {
          apiUrl: API_PATH,
          userPoolId: data.people.pool.userPoolId,
          clientId: client.userPoolClientId,
          signInUrl,
          issuer: data.people.pool.userPoolProviderUrl,
          webUrl: site.url,
        },
      });
    }
  }
}
