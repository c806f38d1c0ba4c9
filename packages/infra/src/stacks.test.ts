import {
  allScopes,
  automationOperations,
  methodsOf,
  moduleNames,
  operationList,
  scopesOf,
} from '@taskyard/contract';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ABOUT, functionNames } from './function-names.ts';
import { modules } from './modules/modules.ts';
import { templates, testApp } from './synthesized.fixture.ts';

const { data, api } = templates({ web: false });

type Properties = Readonly<Record<string, unknown>>;

/** The properties of all resources of a type. */
function propertiesOf(template: Template, type: string): readonly Properties[] {
  return Object.values(template.findResources(type)).map((resource) => Object(resource).Properties ?? {});
}

type ApiName = 'PeopleApi' | 'AutomationApi';

/** Whether a reference leads into an API's construct. */
const isOf = (name: ApiName, reference: unknown): boolean => String(Object(reference).Ref).startsWith(name);

/** `/tasks/{taskId}` for each resource of the APIs, by logical id. */
function resourcePaths(): ReadonlyMap<string, string> {
  const resources = api.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string): string => {
    const { ParentId, PathPart } = Object(resources[id]).Properties;
    return `${ParentId.Ref === undefined ? '' : pathOf(ParentId.Ref)}/${PathPart}`;
  };
  return new Map(Object.keys(resources).map((id) => [id, pathOf(id)]));
}

/** The methods of an API, as `POST /tasks`. */
function methods(name: ApiName = 'PeopleApi'): ReadonlyMap<string, Properties> {
  const paths = resourcePaths();
  return new Map(
    propertiesOf(api, 'AWS::ApiGateway::Method')
      .filter(({ RestApiId }) => isOf(name, RestApiId))
      .map((method) => [`${method.HttpMethod} ${paths.get(Object(method.ResourceId).Ref)}`, method]),
  );
}

describe('the modules', () => {
  it('are those of the contract, and one that keeps nothing', () => {
    expect([...modules.map(({ name }) => name), ABOUT]).toEqual(moduleNames);
  });
});

describe.each([
  ['PeopleApi', operationList],
  ['AutomationApi', automationOperations],
] as const)('the %s', (name, operations) => {
  it('has its operations, a preflight for each resource, and nothing else', () => {
    const expected = new Set(
      operations.flatMap((operation) =>
        [...methodsOf(operation), 'OPTIONS'].map((method) => `${method} ${operation.resource}`),
      ),
    );
    expect([...methods(name).keys()].sort()).toEqual([...expected].sort());
  });

  it('is regional, throttled, and writes an access log without query or token', () => {
    api.allResourcesProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    const stage = propertiesOf(api, 'AWS::ApiGateway::Stage').find(({ RestApiId }) => isOf(name, RestApiId));
    expect(stage).toMatchObject({
      StageName: 'dev',
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          DataTraceEnabled: false,
          LoggingLevel: 'OFF',
          ThrottlingRateLimit: 5000,
          ThrottlingBurstLimit: 5000,
        },
        ...(name === 'PeopleApi' ? ['GET', 'HEAD'] : []).map((HttpMethod) => ({
          HttpMethod,
          ResourcePath: '/~1openapi.json',
          DataTraceEnabled: false,
          LoggingLevel: 'OFF',
          MetricsEnabled: true,
          ThrottlingRateLimit: 50,
          ThrottlingBurstLimit: 100,
        })),
      ],
    });
    expect(stage).toHaveProperty('TracingEnabled', true);
    const format = String(Object(stage?.AccessLogSetting).Format);
    expect(JSON.parse(format)).toMatchObject({
      requestId: '$context.requestId',
      status: '$context.status',
      owner: `$context.authorizer.${name === 'PeopleApi' ? 'claims.sub' : 'sub'}`,
    });
    expect(format).not.toMatch(/query|header|authorizer\.claims\.(?!sub)/i);
  });

  it('lets the web application read what the gateway itself answers, in the words of AWS', () => {
    const answers = propertiesOf(api, 'AWS::ApiGateway::GatewayResponse').filter(({ RestApiId }) =>
      isOf(name, RestApiId),
    );
    expect(answers.map(({ ResponseType }) => ResponseType)).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ResponseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'http://localhost:4567'",
        },
      });
      expect(answer).not.toHaveProperty('ResponseTemplates');
      expect(answer).not.toHaveProperty('StatusCode');
    }
  });
});

describe('the automation API', () => {
  const [authorizerId] = Object.keys(
    api.findResources('AWS::ApiGateway::Authorizer', { Properties: { Type: 'TOKEN' } }),
  );

  it.each(automationOperations)('puts $name behind the authorizer of tokens', (operation) => {
    for (const method of methodsOf(operation)) {
      expect(methods('AutomationApi').get(`${method} ${operation.resource}`)).toMatchObject({
        AuthorizationType: 'CUSTOM',
        AuthorizerId: { Ref: authorizerId },
        ApiKeyRequired: true,
        OperationName: method === 'HEAD' ? `${operation.name}Head` : operation.name,
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
      });
    }
  });

  it('asks about what looks like a token, and keeps the answer for a minute', () => {
    api.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'TOKEN',
      AuthorizerResultTtlInSeconds: 60,
      IdentitySource: 'method.request.header.Authorization',
      IdentityValidationExpression: '^(?:[Bb]earer +)?ty_pat_[A-Za-z0-9_-]{43}$',
    });
  });

  it('counts requests by the keys that its authorizer names', () => {
    api.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Name: 'Taskyard for programs',
      ApiKeySourceType: 'AUTHORIZER',
    });
    const [stage] = Object.entries(api.findResources('AWS::ApiGateway::Stage')).filter(([, resource]) =>
      isOf('AutomationApi', Object(resource).Properties.RestApiId),
    );
    api.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
      ApiStages: [{ ApiId: { Ref: Match.stringLikeRegexp('^AutomationApi') }, Stage: { Ref: stage?.[0] } }],
      Throttle: { RateLimit: 100, BurstLimit: 200 },
    });
    const keys = api.findResources('AWS::ApiGateway::ApiKey');
    const inPlan = propertiesOf(api, 'AWS::ApiGateway::UsagePlanKey').map(({ KeyId }) => Object(KeyId).Ref);
    expect(inPlan.sort()).toEqual(Object.keys(keys).sort());
    const [named] = propertiesOf(api, 'AWS::Lambda::Function').flatMap(
      ({ Environment }) => Object(Object(Environment).Variables).USAGE_KEYS ?? [],
    );
    // Each value is the stack's UUID and a number; the authorizer is told the same ones, joined by commas.
    for (const { Value } of propertiesOf(api, 'AWS::ApiGateway::ApiKey')) {
      const [separator, [uuid, number]] = Object(Value)['Fn::Join'];
      expect(separator).toBe('-');
      expect(JSON.stringify(named)).toContain(JSON.stringify(uuid));
      expect(JSON.stringify(named)).toContain(number);
    }
  });

  it('begins after the role that its access log needs', () => {
    const [account] = Object.keys(api.findResources('AWS::ApiGateway::Account'));
    const stages = Object.values(api.findResources('AWS::ApiGateway::Stage'));
    for (const stage of stages) expect([Object(stage).DependsOn].flat()).toContain(account);
  });
});

describe('the people API', () => {
  const [openOnes, guarded] = [
    operationList.filter(({ scope }) => scope === 'none'),
    operationList.filter(({ scope }) => scope !== 'none'),
  ];

  it('asks no token for its own description, and for nothing else', () => {
    const open = [...methods()].flatMap(([route, { AuthorizationType }]) =>
      AuthorizationType === 'NONE' && !route.startsWith('OPTIONS') ? [route] : [],
    );
    expect(open.sort()).toEqual(['GET /openapi.json', 'HEAD /openapi.json']);
    expect(openOnes.map(({ name }) => name)).toEqual(['getOpenApi']);
  });

  it.each(guarded)('puts $name behind its scope', (operation) => {
    for (const method of methodsOf(operation)) {
      expect(methods().get(`${method} ${operation.resource}`)).toMatchObject({
        AuthorizationType: 'COGNITO_USER_POOLS',
        AuthorizationScopes: scopesOf(operation),
        AuthorizerId: { Ref: expect.any(String) },
        OperationName: method === 'HEAD' ? `${operation.name}Head` : operation.name,
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
      });
    }
  });

  it('takes the tokens of a password sign-in too when they are allowed', () => {
    const { api } = templates({ passwordTokens: 'true' });
    const scopes = propertiesOf(api, 'AWS::ApiGateway::Method').flatMap(
      (method) => method.AuthorizationScopes ?? [],
    );
    expect(new Set(scopes)).toEqual(new Set([...allScopes, 'aws.cognito.signin.user.admin']));
  });

  it('answers preflights for the web application alone, with what the contract lets it send', () => {
    for (const [route, method] of methods()) {
      if (!route.startsWith('OPTIONS')) continue;
      const [response] = Object(method.Integration).IntegrationResponses;
      const header = (name: string): string =>
        response.ResponseParameters[`method.response.header.Access-Control-${name}`];
      expect(header('Allow-Origin')).toBe("'http://localhost:4567'");
      const heeded = operationList.flatMap(({ requestHeaders = [] }) => requestHeaders);
      for (const name of [...heeded, 'Authorization', 'Content-Type'])
        expect(header('Allow-Headers')).toContain(name);
      const offered = operationList.filter(({ resource }) => `OPTIONS ${resource}` === route);
      for (const name of offered.flatMap(methodsOf)) expect(header('Allow-Methods')).toContain(name);
    }
  });
});

describe('the functions', () => {
  it('run on arm64 and Node.js 24, each with its role and its log of a month', () => {
    const functions = propertiesOf(api, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(functionNames.length);
    for (const made of functions) {
      expect(made).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(made).not.toHaveProperty('ReservedConcurrentExecutions');
      expect(made).toHaveProperty('TracingConfig', { Mode: 'Active' });
      expect(Object(made.LoggingConfig).LogGroup).toEqual({ Ref: expect.any(String) });
    }
    expect(new Set(functions.map(({ Role }) => JSON.stringify(Role))).size).toBe(functionNames.length);
    api.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    api.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
  });

  it('may be invoked by the APIs alone, and the summary by its rule', () => {
    const sources = propertiesOf(api, 'AWS::Lambda::Permission').flatMap((permission) => {
      if (permission.Principal === 'events.amazonaws.com') return [];
      expect(permission).toMatchObject({
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      });
      const source = /execute-api.*\{"Ref":"(People|Automation)Api/.exec(
        JSON.stringify(permission.SourceArn),
      );
      const handler = String(Object(permission.FunctionName)['Fn::GetAtt'][0]).replace(/Function.*/, '');
      return `${source?.[1]} ${handler}`;
    });
    const behindApis = [...modules.map(({ id }) => id), 'About'];
    const expected = behindApis.flatMap((id) => [`People ${id}`, `Automation ${id}`]);
    expect(sources.sort()).toEqual(
      [...expected.filter((pair) => pair !== 'Automation Tokens'), 'Automation TokenAuthorizer'].sort(),
    );
    const [rule] = Object.keys(api.findResources('AWS::Events::Rule'));
    api.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'events.amazonaws.com',
      FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RecordSummary'), 'Arn'] },
      SourceArn: { 'Fn::GetAtt': [rule, 'Arn'] },
    });
  });
});

/** X-Ray knows no resources for sending traces. */
const TRACING = {
  // In the order of the template's text.
  Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  Effect: 'Allow',
  Resource: '*',
};

/** What a function's role allows, besides sending traces and writing its own log. */
function statementsOf(function_: string): readonly unknown[] {
  const [role] = Object.entries(api.findResources('AWS::IAM::Role'))
    .filter(([id]) => new RegExp(`^${function_}Role`).test(id))
    .map(([, resource]) => Object(resource).Properties);
  const statements = [Object(role).Policies]
    .flat()
    .flatMap((policy) => Object(policy).PolicyDocument.Statement);
  expect(statements.at(-1), function_).toEqual({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: { 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${function_}Log`)), 'Arn'] },
  });
  expect(statements.at(-2), function_).toEqual(TRACING);
  return statements.slice(0, -2);
}

/** The ARN of a module's table, as the API's stack knows it. */
const tableArn = (module: string): object => ({
  'Fn::ImportValue': expect.stringMatching(new RegExp(`^Taskyard-Data:.*${module}Table.*Arn`)),
});

const indexArn = (module: string, index: string): object => ({
  'Fn::Join': ['', [tableArn(module), `/index/${index}`]],
});

/** Objects of a bucket, as the API's stack knows them. */
const objects = (bucket: string, pattern: string): object => ({
  'Fn::Join': [
    '',
    [{ 'Fn::ImportValue': expect.stringMatching(new RegExp(`^Taskyard-Data:.*${bucket}`)) }, `/${pattern}`],
  ],
});

const dynamodb = (...actions: readonly string[]): string | string[] => {
  const named = actions.map((action) => `dynamodb:${action}`);
  return named.length === 1 ? named.join() : named;
};

const ec2 = (type: string): object => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':ec2:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:${type}/*`,
    ],
  ],
});
const taggedInRequest = { Null: { 'aws:RequestTag/taskyard:network': 'false' } };
const taggedAlready = { Null: { 'aws:ResourceTag/taskyard:network': 'false' } };

const tasksAndIndexes = [
  tableArn('Tasks'),
  ...['by-due', 'by-list', 'by-status', 'by-title', 'by-updated'].map((index) => indexArn('Tasks', index)),
];

/** What comes with following the stream of the tasks' table. */
const readsTaskStream = [
  {
    Effect: 'Allow',
    Action: dynamodb('DescribeStream', 'GetRecords', 'GetShardIterator'),
    Resource: { 'Fn::ImportValue': expect.stringMatching(/^Taskyard-Data:.*TasksTable.*StreamArn/) },
  },
  { Effect: 'Allow', Action: dynamodb('ListStreams'), Resource: '*' },
];

const roles: readonly (readonly [function_: string, statements: readonly object[]])[] = [
  [
    'Tasks',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem'),
        Resource: tableArn('Tasks'),
      },
      {
        Effect: 'Allow',
        Action: dynamodb('Query'),
        Resource: tasksAndIndexes,
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: [objects('Attachments', 'attachments/*'), objects('Attachments', 'uploads/*')],
      },
      {
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject'],
        Resource: ['exports/*', 'imports/*', 'reports/*'].map((files) => objects('Transfers', files)),
      },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: objects('Transfers', 'imports/*') },
    ],
  ],
  [
    'Items',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query'),
        Resource: tableArn('Items'),
      },
    ],
  ],
  [
    'Notes',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'),
        Resource: tableArn('Notes'),
      },
      {
        Effect: 'Allow',
        Action: dynamodb('Query'),
        Resource: [indexArn('Notes', 'by-pinned'), indexArn('Notes', 'by-time')],
      },
    ],
  ],
  [
    'Records',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        Resource: tableArn('Records'),
      },
    ],
  ],
  [
    'Networks',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
        Resource: tableArn('Networks'),
      },
      { Effect: 'Allow', Action: 'ec2:CreateVpc', Resource: ec2('vpc'), Condition: taggedInRequest },
      { Effect: 'Allow', Action: 'ec2:CreateSubnet', Resource: ec2('subnet'), Condition: taggedInRequest },
      {
        Effect: 'Allow',
        Action: ['ec2:CreateSubnet', 'ec2:DeleteVpc'],
        Resource: ec2('vpc'),
        Condition: taggedAlready,
      },
      { Effect: 'Allow', Action: 'ec2:DeleteSubnet', Resource: ec2('subnet'), Condition: taggedAlready },
      {
        Effect: 'Allow',
        Action: 'ec2:CreateTags',
        Resource: [ec2('subnet'), ec2('vpc')],
        Condition: { StringEquals: { 'ec2:CreateAction': ['CreateSubnet', 'CreateVpc'] } },
      },
      { Effect: 'Allow', Action: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'], Resource: '*' },
    ],
  ],
  [
    'Tokens',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('DeleteItem', 'GetItem', 'PutItem', 'Query'),
        Resource: tableArn('Tokens'),
      },
    ],
  ],
  ['About', []],
  [
    'TokenAuthorizer',
    [
      { Effect: 'Allow', Action: dynamodb('GetItem'), Resource: tableArn('Tokens') },
      {
        Effect: 'Allow',
        Action: dynamodb('UpdateItem'),
        Resource: tableArn('Tokens'),
        Condition: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['lastUsedAt', 'pk', 'sk'] },
          StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
        },
      },
    ],
  ],
  [
    'RecordSummary',
    [
      {
        Effect: 'Allow',
        Action: dynamodb('Query'),
        Resource: tableArn('Records'),
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['day#*'] } },
      },
      {
        Effect: 'Allow',
        Action: 's3:PutObject',
        Resource: objects('RecordSummaries', 'records/*'),
      },
    ],
  ],
  [
    'TaskStream',
    [
      ...readsTaskStream,
      {
        Effect: 'Allow',
        Action: dynamodb('DeleteItem', 'PutItem', 'Query'),
        Resource: tableArn('Tasks'),
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['task#*', 'usage#*'] } },
      },
      { Effect: 'Allow', Action: dynamodb('GetItem'), Resource: tableArn('Tasks') },
      { Effect: 'Allow', Action: 's3:DeleteObject', Resource: objects('Attachments', 'attachments/*') },
    ],
  ],
  [
    'TaskTransfer',
    [
      ...readsTaskStream,
      { Effect: 'Allow', Action: dynamodb('GetItem', 'PutItem'), Resource: tableArn('Tasks') },
      { Effect: 'Allow', Action: dynamodb('Query'), Resource: tasksAndIndexes },
      {
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:PutObject'],
        Resource: [objects('Transfers', 'exports/*'), objects('Transfers', 'reports/*')],
      },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: objects('Transfers', 'imports/*') },
    ],
  ],
];

describe('the roles of the functions', () => {
  it('are all told here', () => {
    expect(roles).toHaveLength(functionNames.length);
  });

  it.each(roles)('%s may do what its code does, on its own things', (function_, statements) => {
    expect(statementsOf(function_)).toEqual(statements);
  });

  it('are the only place with permissions: no policy beside them, and a wildcard in EC2 and X-Ray alone', () => {
    api.resourceCountIs('AWS::IAM::Policy', 0);
    data.resourceCountIs('AWS::IAM::Role', 0);
    for (const [id, role] of Object.entries(api.findResources('AWS::IAM::Role'))) {
      const policies = JSON.stringify(Object(role).Properties.Policies ?? []);
      // Traces, what is made anew all the time and has no name yet, and ListStreams, which has no resource.
      const bounded = policies
        .replace(JSON.stringify(TRACING), '')
        .replaceAll(
          /"(?:(?:day|task|usage)#|\/(?:records|attachments|uploads|exports|imports|reports)\/)\*"|"dynamodb:ListStreams","Effect":"Allow","Resource":"\*"/g,
          '',
        );
      if (!id.startsWith('NetworksRole')) expect(bounded, id).not.toContain('*');
    }
  });
});

describe('the tables', () => {
  it('are paid by request, restorable, and forget what has expired', () => {
    const tables = propertiesOf(data, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(modules.length);
    for (const table of tables) {
      expect(table).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      });
      expect(table).not.toHaveProperty('TableName');
    }
  });
});

describe('the summaries of records', () => {
  it('are written once a day, into a bucket that nobody else can read', () => {
    api.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(15 0 * * ? *)',
      State: 'ENABLED',
      Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RecordSummary'), 'Arn'] } }],
    });
    data.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
  });
});

describe('the contents of attachments', () => {
  const [attachments] = Object.entries(data.findResources('AWS::S3::Bucket')).filter(([id]) =>
    id.startsWith('Attachments'),
  );

  it('are in a bucket that only signed links lead into, from the web application too', () => {
    expect(attachments?.[1]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        CorsConfiguration: {
          CorsRules: [
            {
              AllowedOrigins: ['http://localhost:4567'],
              AllowedMethods: ['GET', 'PUT'],
              AllowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
            },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            { Prefix: 'uploads/', ExpirationInDays: 1, Status: 'Enabled' },
            { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          ],
        },
      },
    });
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: attachments?.[0] },
      PolicyDocument: {
        Statement: [{ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    });
  });

  it('go with their task, through the stream of the table', () => {
    api.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp('^TaskStream') },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
    });
    const streams = propertiesOf(data, 'AWS::DynamoDB::Table').map(
      ({ StreamSpecification }) => StreamSpecification,
    );
    expect(streams.filter((stream) => stream !== undefined)).toEqual([
      { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    ]);
  });
});

describe('the history of tasks', () => {
  it('is written for what tells of a change, not for new tasks and what else is in the table', () => {
    const changed = { dynamodb: { NewImage: { lastChange: { M: { id: { S: [{ exists: true }] } } } } } };
    api.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp('^TaskStream') },
      FilterCriteria: {
        Filters: Match.arrayWith([{ Pattern: Match.serializedJson(Match.objectLike(changed)) }]),
      },
    });
  });
});

describe('the user pool', () => {
  it('signs in by email in any case, lets people sign up, and asks for a strong password', () => {
    data.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
  });

  it('has the scopes that the contract asks for', () => {
    const scopes = propertiesOf(data, 'AWS::Cognito::UserPoolResourceServer').flatMap(
      ({ Identifier, Scopes }) => [Scopes].flat().map((scope) => `${Identifier}/${Object(scope).ScopeName}`),
    );
    expect(scopes.sort()).toEqual([...allScopes].sort());
  });

  it('has a public client with the code grant, short tokens and one way back', () => {
    api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      AllowedOAuthFlows: ['code'],
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      CallbackURLs: ['http://localhost:4567/callback'],
      LogoutURLs: ['http://localhost:4567/'],
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30 * 24 * 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  it('lets everybody add an authenticator app, and look after their own account', () => {
    data.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthScopes: Match.arrayWith(['openid', 'email', 'aws.cognito.signin.user.admin']),
    });
  });
});

describe('settings', () => {
  it('open the implicit grant only when asked', () => {
    templates({ implicitGrant: true }).api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['implicit', 'code'],
    });
  });

  it('move the web application everywhere at once', () => {
    const moved = templates({ web: false, webUrl: 'https://tasks.example.com/app/' });
    moved.api.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://tasks.example.com/app/callback'],
      LogoutURLs: ['https://tasks.example.com/app/'],
    });
    moved.api.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ ALLOWED_ORIGIN: 'https://tasks.example.com' }) },
    });
    expect(JSON.stringify(moved.api.toJSON())).not.toContain('localhost');
    expect(JSON.stringify(moved.data.toJSON())).not.toContain('localhost');
  });

  it('name the domain of the sign-in pages', () => {
    templates({ domainPrefix: 'our-tasks' }).data.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: 'our-tasks',
    });
    data.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', ['taskyard-', { Ref: 'AWS::AccountId' }]] },
    });
  });

  it.each<[name: string, context: object, deletionPolicy: string, protectedData: boolean]>([
    ['keep data', {}, 'Retain', false],
    ['protect data', { protectData: true }, 'Retain', true],
    ['let data go', { retainData: false }, 'Delete', false],
  ])('%s', (_name, context, DeletionPolicy, protectedData) => {
    const changed = testApp({ ...context });
    const template = Template.fromStack(changed.data);
    changed.remove();
    template.allResources('AWS::DynamoDB::Table', { DeletionPolicy, UpdateReplacePolicy: DeletionPolicy });
    template.allResources('AWS::Cognito::UserPool', { DeletionPolicy, UpdateReplacePolicy: DeletionPolicy });
    template.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: protectedData });
    template.allResourcesProperties('AWS::Cognito::UserPool', {
      DeletionProtection: protectedData ? 'ACTIVE' : 'INACTIVE',
    });
    expect([changed.data.terminationProtection, changed.api.terminationProtection]).toEqual([
      protectedData,
      protectedData,
    ]);
  });
});

describe('the templates', () => {
  it('know no account and no region, and need no custom resource', () => {
    for (const template of [data, api]) {
      const text = JSON.stringify(template.toJSON());
      expect(text).not.toMatch(/\b\d{12}\b/);
      expect(text).not.toMatch(/us-east-1/);
      expect(text).not.toMatch(/Custom::|AWS::CloudFormation::CustomResource/);
    }
  });

  it('name what a person needs to know', () => {
    const outputs = { ...data.findOutputs('*'), ...api.findOutputs('*') };
    const names = Object.keys(outputs).filter((name) => !name.startsWith('ExportsOutput'));
    expect(names.sort()).toEqual(
      [
        'AboutFunctionName',
        'AboutLogGroupName',
        'AttachmentsBucketName',
        'CallbackUrl',
        'AutomationApiUrl',
        'PeopleApiUrl',
        'RecordSummariesBucketName',
        'RecordSummaryFunctionName',
        'RecordSummaryLogGroupName',
        'SignInUrl',
        'TaskStreamFunctionName',
        'TaskStreamLogGroupName',
        'TaskTransferFunctionName',
        'TaskTransferLogGroupName',
        'TransfersBucketName',
        'TokenAuthorizerFunctionName',
        'TokenAuthorizerLogGroupName',
        'UserPoolClientId',
        'UserPoolId',
        'WebUrl',
        ...modules.flatMap(({ id }) => [`${id}FunctionName`, `${id}LogGroupName`, `${id}TableName`]),
      ].sort(),
    );
  });
});
