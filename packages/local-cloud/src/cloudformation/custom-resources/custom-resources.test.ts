import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAssembly } from '../../assembly/assembly-fixture.ts';
import { LocalCloud } from '../../cloud.ts';
import { LAMBDA_TRUST } from '../../iam/testing/iam-fixture.ts';
import type { JournalEntry } from '../../journal/journal.ts';

const ROLE = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: LAMBDA_TRUST } };

const handler = (source: string, more: object = {}): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile: source },
    ...more,
  },
});
const custom = (type: string, token: string, properties: object = {}): object => ({
  Type: type,
  Properties: { ServiceToken: { 'Fn::GetAtt': [token, 'Arn'] }, ...properties },
});
const attribute = (id: string, name: string): object => ({ Value: { 'Fn::GetAtt': [id, name] } });

/** Answers with what it was asked, and is another resource for another Name. */
const ECHO = `
  const response = require('cfn-response');
  exports.handler = (event, context) => {
    console.log('asked ' + JSON.stringify(event));
    const { Name, Fails } = event.ResourceProperties;
    const status = Fails === 'true' ? response.FAILED : response.SUCCESS;
    const { ResponseURL, ...seen } = event;
    return response.send(event, context, status, { Seen: JSON.stringify(seen), Twice: Name + Name }, 'echo-' + Name);
  };`;
const PYTHON = `
import cfnresponse
def handler(event, context):
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Sum": int(event["ResourceProperties"]["A"]) + 1}, "py")
`;

let directory: string;
let cloud: LocalCloud;
const journal: JournalEntry[] = [];

const deploy = async (resources: object, outputs: object = {}): Promise<Record<string, string>> => {
  const template = {
    Resources: { Role: ROLE, Echo: handler(ECHO), ...resources },
    Outputs: outputs,
  };
  await cloud.deploy(await writeAssembly(join(directory, 'cdk.out'), { Custom: template }));
  return cloud.outputs().Custom ?? {};
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'custom-resources-'));
  cloud = await LocalCloud.open({
    dataDirectory: join(directory, 'data'),
    port: 0,
    journal: { write: (entry) => void journal.push(entry) },
  });
});
afterAll(async () => {
  await cloud.stop();
  await rm(directory, { recursive: true });
});

describe('a custom resource', () => {
  it('is made, changed and replaced by its function', async () => {
    const outputs = {
      Twice: attribute('It', 'Twice'),
      Id: { Value: { Ref: 'It' } },
      Seen: attribute('It', 'Seen'),
    };
    const first = await deploy(
      { It: custom('Custom::Echo', 'Echo', { Name: 'a', Count: 5, On: true }) },
      outputs,
    );
    expect(first).toMatchObject({ Twice: 'aa', Id: 'echo-a' });
    const seen = JSON.parse(first.Seen ?? '');
    expect(seen).toEqual({
      RequestType: 'Create',
      ServiceToken: expect.stringContaining(':function:'),
      StackId: expect.stringContaining(':stack/Custom/'),
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      LogicalResourceId: 'It',
      ResourceType: 'Custom::Echo',
      ResourceProperties: { ServiceToken: seen.ServiceToken, Name: 'a', Count: '5', On: 'true' },
    });

    const second = await deploy({ It: custom('Custom::Echo', 'Echo', { Name: 'b' }) }, outputs);
    expect(second).toMatchObject({ Twice: 'bb', Id: 'echo-b' });
    expect(JSON.parse(second.Seen ?? '')).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'echo-a',
      ResourceProperties: { Name: 'b' },
      OldResourceProperties: { Name: 'a', Count: '5' },
    });
    await deploy({});
  }, 60_000);

  it('that failed says why', async () => {
    const failing = { It: custom('Custom::Echo', 'Echo', { Name: 'x', Fails: true }) };
    await expect(deploy(failing)).rejects.toThrow(
      /^Could not create It \(Custom::Echo\): Received response status \[FAILED\] from custom resource\. Message returned: See the details in CloudWatch Log Stream: /,
    );
    const broken = {
      Broken: handler('exports.handler = async () => { throw new Error("no such thing"); }'),
      It: custom('AWS::CloudFormation::CustomResource', 'Broken'),
    };
    await expect(deploy(broken)).rejects.toThrow(/failed: .*no such thing/);
    await deploy({});
  }, 60_000);

  it('is also made by Python, and by the handler behind the framework of CDK', async () => {
    const framework = handler('exports.onEvent = () => { throw new Error("never called"); }', {
      Handler: 'framework.onEvent',
      Environment: { Variables: { USER_ON_EVENT_FUNCTION_ARN: { 'Fn::GetAtt': ['Own', 'Arn'] } } },
    });
    const own = handler('exports.handler = async (event) => ({ Data: { Kind: event.RequestType } });');
    const python = handler(PYTHON, { Runtime: 'python3.13' });
    const outputs = await deploy(
      {
        ...{ Framework: framework, Own: own, Python: python },
        First: custom('Custom::Own', 'Framework'),
        Second: custom('Custom::Python', 'Python', { A: 41 }),
      },
      { Kind: attribute('First', 'Kind'), Sum: attribute('Second', 'Sum') },
    );
    expect(outputs).toEqual({ Kind: 'Create', Sum: '42' });
    await deploy({});
  }, 60_000);

  it('takes an answer from the asked function alone', async () => {
    const url = `${cloud.origin}/_custom-resource-response/${'a'.repeat(40)}`;
    const response = await fetch(url, { method: 'PUT', body: '{"Status":"SUCCESS"}' });
    expect(response.status).toBe(403);
  });

  it('is not waited for any longer when the cloud stops', async () => {
    const other = await LocalCloud.open({ dataDirectory: join(directory, 'other'), port: 0 });
    const template = {
      Resources: {
        Role: ROLE,
        Silent: handler('exports.handler = async () => 1;'),
        It: custom('Custom::Never', 'Silent'),
      },
    };
    const deployment = other.deploy(await writeAssembly(join(directory, 'silent'), { Silent: template }));
    const ended = expect(deployment).rejects.toThrow('The local cloud was stopped.');
    await setTimeout(1000);
    await other.stop();
    await ended;
  }, 60_000);

  it('needs a function', async () => {
    const Topic = {
      Type: 'Custom::Told',
      Properties: { ServiceToken: 'arn:aws:sns:us-east-1:000000000000:x' },
    };
    await expect(deploy({ Topic, Nobody: { Type: 'Custom::Nobody' } })).rejects.toThrow(
      /Topic \(Custom::Told\) ServiceToken: only functions .*\n.*Nobody \(Custom::Nobody\) ServiceToken: it must be given/,
    );
  });
});
