import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LocalCloud } from '@taskyard/local-cloud';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemplateValue, writeAssembly } from '../support/hand-written-assembly.ts';

/** Reads a table whose policy lets it read, and writes where it may not. */
const SOURCE = `
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({ maxAttempts: 1 });
const TableName = process.env.TABLE;
exports.handler = async ({ path }) => {
  await client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }));
  if (path === '/read') return { statusCode: 200, body: '{}' };
  try {
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }));
  } catch (error) {
    return { statusCode: 500, body: error.$metadata.requestId };
  }
};`;

const att = (resource: string, name: string): TemplateValue => ({ 'Fn::GetAtt': [resource, name] });

const RESOURCES: Record<string, TemplateValue> = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'reader',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      Policies: [
        {
          PolicyName: 'Reading',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'Items',
                Effect: 'Allow',
                Action: ['dynamodb:GetItem', 'dynamodb:Query'],
                Resource: att('Table', 'Arn'),
              },
            ],
          },
        },
      ],
    },
  },
  Reader: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'reader-of-items',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: att('Role', 'Arn'),
      Code: { ZipFile: SOURCE },
      Environment: { Variables: { TABLE: { Ref: 'Table' } } },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { Ref: 'Reader' },
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    },
  },
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
  Path: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { RestApiId: { Ref: 'Api' }, ParentId: att('Api', 'RootResourceId'), PathPart: '{proxy+}' },
  },
  Method: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResourceId: { Ref: 'Path' },
      HttpMethod: 'GET',
      AuthorizationType: 'NONE',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: {
          'Fn::Sub':
            'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Reader.Arn}/invocations',
        },
      },
    },
  },
  Deployment: {
    Type: 'AWS::ApiGateway::Deployment',
    DependsOn: ['Method'],
    Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev' },
  },
};

interface KeptDecision {
  readonly outcome: string;
  readonly source: string;
  readonly access?: { readonly action: string };
}

const RESOURCE = /arn:aws:dynamodb:us-east-1:000000000000:table\/Items-Table-[A-Z0-9]{12}/;

const COMMAND = fileURLToPath(new URL('../../../local-cloud/bin/local-cloud.mjs', import.meta.url));

/** Runs `local-cloud` on a data folder; gives its exit code and all it printed. */
function localCloud(data: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args, '--data', data], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), printed: stdout + stderr }),
    );
  });
}

describe('a request that IAM decided about', () => {
  let directory: string;
  let data: string;
  let cloud: LocalCloud;
  let url: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'taskyard-explained-'));
    data = join(directory, 'data');
    const assembly = join(directory, 'cdk.out');
    await writeAssembly(assembly, {
      Items: {
        Resources: RESOURCES,
        Outputs: {
          Url: { Value: { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.amazonaws.com/dev' } },
        },
      },
    });
    cloud = await LocalCloud.open({ dataDirectory: data, port: 0 });
    await cloud.deploy(assembly);
    url = cloud.outputs().Items?.Url ?? '';
  });
  afterAll(async () => {
    await cloud.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('is explained by its own id and by that of the refused call, also after a restart', async () => {
    const answer = await fetch(`${url}/write`);
    expect(answer.status).toBe(500);
    const ids = [answer.headers.get('x-amzn-requestid') ?? '', await answer.text()];
    expect(ids[1]).toMatch(/^[0-9A-Z]{52}$/);
    const { port } = new URL(cloud.origin);
    await cloud.stop();
    const stopped = await localCloud(data, 'explain', ids[0] ?? '');
    expect(stopped.code).toBe(1);
    expect(stopped.printed).toMatch(/^The local cloud of \S+ does not run: nothing answers at http:/);
    cloud = await LocalCloud.open({ dataDirectory: data, port: Number(port) });

    for (const id of ids) {
      const { code, printed } = await localCloud(data, 'explain', id);
      expect(printed).toMatch(
        new RegExp(`allowed iam +\\S+/reader-of-items may perform dynamodb:GetItem on ${RESOURCE.source}`),
      );
      expect(printed).toContain('rule: identity-based policy of role reader: Reading, statement Items');
      expect(printed).toMatch(/refused iam +User: \S+ is not authorized to perform: dynamodb:PutItem on/);
      expect(printed).toMatch(
        /add to a policy of the role:\s+{\s+"Effect": "Allow",\s+"Action": "dynamodb:PutItem"/,
      );
      expect(code).toBe(0);
    }
    const unknown = await localCloud(data, 'explain', 'nobody');
    expect(unknown).toEqual({ code: 1, printed: expect.stringMatching(/^Nothing was decided about/) });
    expect((await localCloud(data, 'explain')).code).toBe(2);
  });

  it('stays apart from another one that brings the same trace', async () => {
    const headers = { 'X-Amzn-Trace-Id': 'Root=1-58406520-a006649127e371903a2de979;Parent=4c721bf33e3caf8f' };
    const [read, write] = await Promise.all(
      ['read', 'write'].map((path) => fetch(`${url}/${path}`, { headers })),
    );
    const explained = async (answer: Response | undefined): Promise<string[]> => {
      const id = answer?.headers.get('x-amzn-requestid') ?? '';
      const { decisions }: { decisions: KeptDecision[] } = JSON.parse(
        await (await fetch(`${cloud.origin}/_local/explain?request=${id}`)).text(),
      );
      return decisions.map(({ outcome, source, access }) => `${outcome} ${access?.action ?? source}`);
    };
    const reading = ['allowed authorizer', 'allowed dynamodb:GetItem'];
    expect((await explained(read)).sort()).toEqual(reading);
    expect((await explained(write)).sort()).toEqual([...reading, 'refused dynamodb:PutItem']);
  });

  it('shows what the role was granted and never used', async () => {
    await fetch(`${url}/read`);
    const { code, printed } = await localCloud(data, 'least-privilege', 'Reader');
    expect(code).toBe(0);
    expect(printed).toContain('role reader of reader-of-items\n');
    expect(printed).toMatch(/granted and never used:\s+dynamodb:Query {2}Reading, statement Items\n/);
    const json = await localCloud(data, 'least-privilege', '--json');
    expect(JSON.parse(json.printed)).toMatchObject({
      roles: [
        {
          role: 'reader',
          functions: ['reader-of-items'],
          policy: {
            Statement: [
              { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: expect.stringMatching(RESOURCE) },
            ],
          },
        },
      ],
    });
    const unknown = await localCloud(data, 'least-privilege', 'nobody');
    expect(unknown).toEqual({ code: 1, printed: 'No function has nobody in its name.\n' });
  });
});
