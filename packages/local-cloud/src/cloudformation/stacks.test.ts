import { beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../aws/account.ts';
import { SYSTEM_SOURCES } from '../aws/sources.ts';
import type { JournalEntry } from '../journal/journal.ts';
import { memoryStore } from '../store/memory-store.ts';
import type { OrderedStore } from '../store/ordered-store.ts';
import { type ResourceProvider, UnsupportedPropertyError } from './resource-provider.ts';
import { plannedScope } from './stack-scope.ts';
import { openStacks, type Stacks } from './stacks.ts';
import { describeFinding } from './support-check.ts';
import { parseTemplate } from './template.ts';

/** Things with a Name that cannot change in place and a Value that can. */
function thingProvider(log: string[], things: Map<string, string>, fail: Set<string>): ResourceProvider {
  return {
    type: 'Test::Thing',
    properties: {
      Name: 'supported',
      Value: 'supported',
      Colour: { noted: 'everything is grey here' },
      Public: { refused: 'it would be open to all' },
      Mode: { supportedWhen: (value) => value === 'SAFE', otherwise: { refused: 'only SAFE is emulated' } },
    },
    check(properties) {
      refuseBad(properties.Value, 'Value');
    },
    async create({ logicalId, properties, creationToken }) {
      if (fail.has(logicalId)) throw new Error('it broke');
      const id = `${properties.Name ?? logicalId}-${creationToken}`;
      log.push(`create ${logicalId}`);
      things.set(id, JSON.stringify(properties.Value ?? null));
      return { physicalId: id, attributes: { Arn: `arn:${id}` } };
    },
    async update({ logicalId, properties }, state, previous) {
      if (properties.Name !== previous.Name) return 'replace';
      log.push(`update ${logicalId}`);
      things.set(state.physicalId, JSON.stringify(properties.Value ?? null));
      return state;
    },
    async delete(state) {
      log.push(`delete ${state.physicalId.split('-')[0]}`);
      things.delete(state.physicalId);
    },
  };
}

function refuseBad(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'Bad') throw new UnsupportedPropertyError(`${path}.Bad`, 'Bad is not emulated');
    refuseBad(member, `${path}.${name}`);
  }
}

const thing = (properties: object = {}, more: object = {}): object => ({
  Type: 'Test::Thing',
  Properties: properties,
  ...more,
});

describe('stacks', () => {
  let store: OrderedStore;
  let log: string[];
  let things: Map<string, string>;
  let fail: Set<string>;
  let journal: JournalEntry[];
  let stacks: Stacks;

  const open = (): Promise<Stacks> =>
    openStacks({
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: { write: (entry) => void journal.push(entry) },
      store,
      providers: [thingProvider(log, things, fail)],
      customResource: (type) => ({ ...thingProvider(log, things, fail), type, properties: 'any' }),
      localAddress: (url) =>
        url.hostname === 'api.amazonaws.com' ? `http://localhost:1${url.pathname}` : undefined,
    });
  const deploy = (template: object, stackName = 'Stack') =>
    stacks.deploy({ stackName, template: parseTemplate(template, 'test'), parameters: {} });
  const check = (template: object) =>
    stacks.check([{ stackName: 'Stack', template: parseTemplate(template, 'test'), parameters: {} }]);

  beforeEach(async () => {
    [log, things, fail, journal] = [[], new Map(), new Set(), []];
    store = memoryStore();
    stacks = await open();
  });

  it('creates in order, gives outputs with local addresses and remembers all of it', async () => {
    const template = {
      Resources: { B: thing({ Value: { 'Fn::GetAtt': ['A', 'Arn'] } }), A: thing({ Name: 'a' }) },
      Outputs: { Url: { Value: { 'Fn::Sub': 'https://api.amazonaws.com/${AWS::Region}/x' } } },
    };
    expect(await deploy(template)).toMatchObject({ created: 2, unchanged: 0 });
    expect(log).toEqual(['create A', 'create B']);
    expect(stacks.outputs()).toEqual({ Stack: { Url: 'http://localhost:1/us-east-1/x' } });
    stacks = await open();
    expect(await deploy(template)).toMatchObject({ created: 0, unchanged: 2 });
    expect(stacks.records()[0]?.stackId).toMatch(
      /^arn:aws:cloudformation:us-east-1:0{12}:stack\/Stack\/[0-9a-f-]{36}$/,
    );
  });

  it('updates what changed, replaces what cannot change, removes what is gone, users first', async () => {
    await deploy({
      Resources: {
        A: thing({ Name: 'old' }),
        B: thing({ Name: 'b', Value: { Ref: 'A' } }),
        C: thing({ Name: 'c' }),
        D: thing({ Name: 'd', Value: { Ref: 'C' } }),
      },
    });
    log.length = 0;
    const summary = await deploy({
      Resources: { A: thing({ Name: 'new' }), B: thing({ Name: 'b', Value: { Ref: 'A' } }) },
    });
    expect(summary).toEqual({ created: 0, updated: 1, replaced: 1, removed: 3, unchanged: 0 });
    expect(log).toEqual(['create A', 'update B', 'delete old', 'delete d', 'delete c']);
    expect([...things.keys()].map((id) => id.split('-')[0])).toEqual(['b', 'new']);
  });

  it('is rolled back when something fails, and tried again with the same creation token', async () => {
    fail.add('B');
    const template = { Resources: { A: thing(), B: thing({ Value: { Ref: 'A' } }) } };
    await expect(deploy(template)).rejects.toThrow('Could not create B (Test::Thing): it broke');
    expect([things.size, Object.keys(stacks.records()[0]?.resources ?? {})]).toEqual([0, []]);
    const token = stacks.records()[0]?.creating.B;
    expect(token).toMatch(/^[A-Z0-9]{12}$/);
    fail.clear();
    stacks = await open();
    expect(await deploy(template)).toMatchObject({ created: 2, unchanged: 0 });
    expect([...things.keys()]).toContain(`B-${token}`);
  });

  it('takes back what a failed update made, changed and replaced', async () => {
    const kept = { DeletionPolicy: 'Retain' };
    await deploy({
      Resources: { A: thing({ Name: 'a', Value: 1 }), B: thing({ Name: 'b' }), Gone: thing({ Name: 'g' }) },
      Outputs: { Value: { Value: 'old' } },
    });
    const before = stacks.records();
    fail.add('D');
    const template = {
      Resources: {
        A: thing({ Name: 'a', Value: 2 }),
        B: thing({ Name: 'other' }),
        C: thing({ Name: 'c' }, kept),
        D: thing({ Name: 'd', Value: { Ref: 'C' } }),
      },
      Outputs: { Value: { Value: 'new' } },
    };
    await expect(deploy(template)).rejects.toThrow('it broke');
    expect([...things.entries()].map(([id, value]) => [id.split('-')[0], value])).toEqual([
      ['a', '1'],
      ['b', 'null'],
      ['g', 'null'],
    ]);
    expect(stacks.records().map((record) => ({ ...record, creating: {} }))).toEqual(before);
    expect(journal.at(-1)?.text).toBe('The stack Stack was rolled back: 1 changed back, 2 removed.');
    fail.clear();
    expect(await deploy(template)).toMatchObject({ created: 2, updated: 1, replaced: 1, removed: 2 });
  });

  it('keeps what is to be retained, and says so', async () => {
    await deploy({ Resources: { A: thing({ Name: 'kept' }, { DeletionPolicy: 'Retain' }) } });
    await deploy({ Resources: {} });
    expect(things.size).toBe(1);
    expect(journal).toEqual([expect.objectContaining({ outcome: 'notice', rule: 'DeletionPolicy Retain' })]);
  });

  it('passes values from stack to stack and obeys conditions and parameters', async () => {
    await deploy(
      {
        Resources: { A: thing({ Name: 'a' }) },
        Outputs: { O: { Value: { Ref: 'A' }, Export: { Name: 'X' } } },
      },
      'First',
    );
    await deploy({
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: {
        Never: thing({}, { Condition: 'IsProd' }),
        B: thing({ Value: { 'Fn::ImportValue': 'X' } }),
      },
    });
    expect(log).toEqual(['create A', 'create B']);
    expect([...things.values()][1]).toMatch(/^"a-/);
    await expect(
      deploy({ Resources: { C: thing({ Value: { 'Fn::ImportValue': 'Y' } }) } }, 'Third'),
    ).rejects.toThrow('No export named Y found.');
  });

  it('finds everything that is not supported, with logical id, type and property, and makes nothing', () => {
    const findings = check({
      Resources: {
        A: thing({ Public: true, Colour: 'red', Odd: 1, Mode: 'WILD', Value: { Bad: { Ref: 'B' } } }),
        B: { Type: 'AWS::AppSync::GraphQLApi' },
        C: { Type: 'AWS::CDK::Metadata' },
        D: thing({ Mode: 'SAFE' }),
      },
    });
    expect(findings.map(({ outcome, logicalId, property }) => [outcome, logicalId, property])).toEqual([
      ['refused', 'A', 'Public'],
      ['noted', 'A', 'Colour'],
      ['refused', 'A', 'Odd'],
      ['refused', 'A', 'Mode'],
      ['refused', 'A', 'Value.Bad'],
      ['refused', 'B', undefined],
      ['noted', 'C', undefined],
    ]);
    expect(log).toEqual([]);
  });

  it('looks at templates that cut the ARNs of what is not there yet into pieces', () => {
    const part = (index: number, value: object): object => ({
      'Fn::Select': [index, { 'Fn::Split': [':', value] }],
    });
    const cut = { A: thing(), B: thing({ Value: part(3, { 'Fn::GetAtt': ['A', 'Arn'] }) }) };
    expect(check({ Resources: cut })).toEqual([]);
    expect(check({ Resources: { A: thing({ Value: part(5, { Ref: 'AWS::StackId' }) }) } })).toEqual([]);
  });

  it('finds every nested property, and says where CDK made the resource', () => {
    const findings = check({
      Resources: {
        A: {
          ...thing({ Value: { Bad: 1, Worse: [{ Bad: 2, Good: 3 }] } }),
          Metadata: { 'aws:cdk:path': 'Stack/A/Resource' },
        },
      },
    });
    expect(findings.map(describeFinding)).toEqual([
      'Stack: A (Test::Thing at Stack/A/Resource) Value.Bad: Bad is not emulated',
      'Stack: A (Test::Thing at Stack/A/Resource) Value.Worse.0.Bad: Bad is not emulated',
    ]);
  });

  it('gives those who refer to what is left out a name and an ARN, the same in every deployment', async () => {
    const template = {
      Resources: {
        Key: { Type: 'AWS::KMS::Key' },
        Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'late' } },
        A: thing({ Value: [{ Ref: 'Key' }, { 'Fn::GetAtt': ['Key', 'Arn'] }] }),
      },
      Outputs: {
        Alarm: { Value: { 'Fn::GetAtt': ['Alarm', 'Arn'] } },
        Name: { Value: { Ref: 'Alarm' } },
      },
    };
    expect(check(template).map(({ outcome }) => outcome)).toEqual(['noted', 'noted']);
    await deploy(template);
    expect([...things.values()][0]).toMatch(/^\["([0-9a-f-]{36})","arn:aws:kms:us-east-1:0{12}:key\/\1"\]$/);
    expect(stacks.outputs().Stack).toEqual({
      Alarm: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:late',
      Name: 'late',
    });
    expect(await deploy(template)).toMatchObject({ unchanged: 1 });
  });

  it('knows the service of an ARN that is not there yet', () => {
    const resources = { Q: { Type: 'AWS::SQS::Queue' } };
    const scope = plannedScope({
      account: LOCAL_ACCOUNT,
      template: parseTemplate({ Resources: resources }, 'test'),
      parameters: {},
      values: { parameter: () => undefined, secret: () => undefined, missing: () => {} },
      record: undefined,
    });
    expect(scope.attribute('Q', 'Arn')).toBe('arn:aws:sqs:us-east-1:000000000000:Q.Arn');
  });

  it('deploys, changes and removes nested stacks with the one that declares them', async () => {
    const inner = (value: string): object => ({
      Parameters: { Zones: { Type: 'CommaDelimitedList' } },
      Resources: { Inside: thing({ Value: { 'Fn::Join': [value, { Ref: 'Zones' }] } }) },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Inside', 'Arn'] } } },
    });
    const definition = (key: string, template: object) => ({
      stackName: 'Outer',
      template: parseTemplate(template, 'outer'),
      parameters: {},
      nested: new Map([[key, parseTemplate(inner(key), key)]]),
    });
    const outer = (key: string): object => ({
      Resources: {
        Child: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: `https://s3.test/assets/${key}`, Parameters: { Zones: ['a', 'b'] } },
        },
        After: thing({ Value: { 'Fn::GetAtt': ['Child', 'Outputs.Out'] } }),
      },
      Outputs: { Child: { Value: { Ref: 'Child' } } },
    });
    const first = definition('-1-', outer('-1-'));
    expect(stacks.check([first])).toEqual([]);
    await stacks.deploy(first);
    expect(log).toEqual(['create Inside', 'create After']);
    expect([...things.values()]).toEqual(['"a-1-b"', expect.stringMatching(/^"arn:Inside-/)]);
    expect(Object.keys(stacks.outputs())).toEqual(['Outer']);
    expect(stacks.outputs().Outer?.Child).toMatch(/:stack\/Outer-Child-[A-Z0-9]{12}\//);

    stacks = await open();
    await stacks.deploy(definition('-2-', outer('-2-')));
    expect([...things.values()][0]).toBe('"a-2-b"');
    await stacks.deploy({ ...first, template: parseTemplate({ Resources: {} }, 'empty') });
    expect(things.size).toBe(0);
    expect(stacks.records().map(({ stackName }) => stackName)).toEqual(['Outer']);
  });

  it('checks nested stacks as well, and misses templates that are not there', () => {
    const child = (key: string): object => ({
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: `https://s3.test/${key}` },
    });
    const findings = stacks.check([
      {
        stackName: 'Outer',
        template: parseTemplate({ Resources: { Known: child('a'), Lost: child('b') } }, 'outer'),
        parameters: {},
        nested: new Map([['a', parseTemplate({ Resources: { Odd: thing({ Public: true }) } }, 'a')]]),
      },
    ]);
    expect(findings.map(({ stackName, logicalId, property }) => [stackName, logicalId, property])).toEqual([
      ['Outer-Known', 'Odd', 'Public'],
      ['Outer', 'Lost', 'TemplateURL'],
    ]);
  });

  it('refuses references to nothing before anything is made', () => {
    expect(() => check({ Resources: { A: thing({ Value: { Ref: 'Nope' } }) } })).toThrow(
      'nothing is named Nope',
    );
  });
});
