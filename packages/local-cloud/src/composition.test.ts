import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from './aws/account.ts';
import { SYSTEM_SOURCES } from './aws/sources.ts';
import { parseTemplate } from './cloudformation/template.ts';
import { type Composition, compose } from './composition.ts';
import { openSiteListeners } from './front-door/site-listeners.ts';
import { SILENT_JOURNAL } from './journal/journal.ts';
import { recentJournal } from './journal/recent-journal.ts';
import { memoryStore } from './store/memory-store.ts';

let directory: string;
let composition: Composition;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'composition-'));
  composition = await compose(
    {
      account: LOCAL_ACCOUNT,
      sources: SYSTEM_SOURCES,
      journal: recentJournal(SILENT_JOURNAL, SYSTEM_SOURCES.now),
      origin: 'http://localhost:4566',
    },
    memoryStore(),
    directory,
    await openSiteListeners({
      store: memoryStore(),
      base: undefined,
      sources: SYSTEM_SOURCES,
      onFault: () => {},
    }),
  );
});

afterAll(async () => {
  for (const part of composition.all.toReversed()) await part.close?.();
  await rm(directory, { recursive: true });
});

describe('the composition', () => {
  it('has one provider a resource type and one service a signing name', () => {
    const types = composition.all.flatMap(({ providers }) => providers.map(({ type }) => type));
    expect(types.length).toBe(new Set(types).size);
    const names = composition.all.flatMap(({ services }) => services.map(({ signingName }) => signingName));
    expect(names.length).toBe(new Set(names).size);
  });

  it('takes the ARNs of what the same template makes, and of what it imports', () => {
    const attribute = (id: string, name = 'Arn'): object => ({ 'Fn::GetAtt': [id, name] });
    const resource = (type: string, properties: object = {}): object => ({
      Type: type,
      Properties: properties,
    });
    const destination = (arn: object): object => ({ OnFailure: { Destination: arn } });
    const imported = { 'Fn::ImportValue': 'Other:ExportsOutputFnGetAttQueueArn' };
    const template = parseTemplate(
      {
        Resources: {
          Queue: resource('AWS::SQS::Queue'),
          Table: resource('AWS::DynamoDB::Table'),
          F: resource('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: attribute('Queue') } }),
          G: resource('AWS::Lambda::Function', { DeadLetterConfig: { TargetArn: imported } }),
          A: resource('AWS::Lambda::EventInvokeConfig', {
            DestinationConfig: destination(attribute('Queue')),
          }),
          B: resource('AWS::Lambda::EventInvokeConfig', { DestinationConfig: destination(imported) }),
          C: resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: attribute('Queue') }),
          D: resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: attribute('Table', 'StreamArn') }),
          E: resource('AWS::Events::Rule', { Targets: [{ Id: 'f', Arn: attribute('F') }] }),
        },
      },
      'test',
    );
    expect(composition.stacks.check([{ stackName: 'S', template, parameters: {} }])).toEqual([]);
  });

  it('offers nothing that the documentation does not name', async () => {
    const page = await readFile(new URL('../../../docs/local-cloud.md', import.meta.url), 'utf8');
    const undocumented = composition.all
      .flatMap(({ providers }) => providers.map(({ type }) => type))
      .filter((type) => {
        const [, group = '', name = ''] = /^((?:AWS::)?[A-Za-z0-9]+::)(.+)$/.exec(type) ?? [];
        return !new RegExp(`\`${group}\`[^|]*\\b${name}\\b`).test(page);
      });
    expect(undocumented).toEqual([]);
  });
});
