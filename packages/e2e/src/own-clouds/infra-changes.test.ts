import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../support/call-api.ts';
import { type CloudInProcess, changedAssembly, openCloud } from '../support/cloud-in-process.ts';
import type { Outputs } from '../support/outputs.ts';
import { newPerson, type Person } from '../support/person.ts';

let running: CloudInProcess;
let outputs: Outputs;
let person: Person;

beforeAll(async () => {
  running = await openCloud();
  outputs = await running.outputs();
  person = await newPerson(outputs);
});

afterAll(() => running.close());

const create = () =>
  call(outputs, {
    method: 'POST',
    path: 'tasks',
    token: person.accessToken,
    body: { title: 'needs PutItem' },
  });

describe('a permission that is missing from the role', () => {
  it("fails with AWS's sentence on the console line, and works again when it is put back", async () => {
    const without = await changedAssembly(running.assembly, 'without-put-item', (template) =>
      template.replaceAll('"dynamodb:PutItem"', '"dynamodb:DescribeTable"'),
    );
    expect((await create()).status).toBe(201);
    await running.cloud.deploy(without);
    running.entries.length = 0;
    expect((await create()).status).toBe(500);
    const sentence = new RegExp(
      `User: arn:aws:sts::\\d{12}:assumed-role/[^/]+/${outputs.TasksFunctionName} is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:\\d{12}:table/${outputs.TasksTableName} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    expect(running.entries.filter(({ source }) => source === 'iam').map(({ text }) => text)).toContainEqual(
      expect.stringMatching(sentence),
    );
    await running.cloud.deploy(running.assembly);
    expect((await create()).status).toBe(201);
  });
});

describe('a template that asks for too much', () => {
  const unsupported: [name: string, change: (template: string) => string, message: RegExp][] = [
    [
      'a resource type',
      (template) =>
        template.replace('"Resources": {', '"Resources": { "Graph": { "Type": "AWS::AppSync::GraphQLApi" },'),
      /Graph \(AWS::AppSync::GraphQLApi\): this resource type is not supported/,
    ],
    [
      'a security property',
      (template) =>
        template.replace(
          /("Type": "AWS::Cognito::UserPool",\s*"Properties": \{)/,
          '$1 "UserPoolAddOns": { "AdvancedSecurityMode": "ENFORCED" },',
        ),
      /\(AWS::Cognito::UserPool\) UserPoolAddOns/,
    ],
  ];

  it.each(unsupported)(
    '%s stops the deployment by its name and changes nothing',
    async (name, change, message) => {
      const changed = await changedAssembly(running.assembly, name.replaceAll(' ', '-'), change);
      await expect(running.cloud.deploy(changed)).rejects.toThrow(message);
      expect((await create()).status).toBe(201);
    },
  );
});
