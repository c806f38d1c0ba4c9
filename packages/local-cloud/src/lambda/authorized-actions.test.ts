import * as sdk from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationNames } from '../../test/asked-actions.ts';
import {
  functionProperties,
  handlerOf,
  type LambdaUnderTest,
  lambdaUnderTest,
  TEST_ROLE,
} from '../../test/lambda-under-test.ts';
import { zip } from '../../test/zip.ts';

const ACCOUNT = 'arn:aws:lambda:us-east-1:000000000000';
const ON_FUNCTION = `${ACCOUNT}:function:f`;
const ON_MAPPING = `${ACCOUNT}:event-source-mapping:u`;
const FunctionName = 'f';
const ZipFile = zip(handlerOf('return 1;'));

/** What a call asks the policies for, in order. */
type Row = readonly [command: object, asked: readonly string[]];
const onFunction = (command: object, name: string): Row => [command, [`lambda:${name} ${ON_FUNCTION}`]];

/** Each operation by its name, called so that it gets as far as it can. */
const ROWS: Readonly<Record<string, Row>> = {
  AddPermission: onFunction(
    new sdk.AddPermissionCommand({
      ...{ FunctionName, StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
    }),
    'AddPermission',
  ),
  CreateAlias: onFunction(
    new sdk.CreateAliasCommand({ FunctionName, Name: 'a', FunctionVersion: '$LATEST' }),
    'CreateAlias',
  ),
  CreateEventSourceMapping: [
    new sdk.CreateEventSourceMappingCommand({ FunctionName }),
    ['lambda:CreateEventSourceMapping *'],
  ],
  CreateFunction: [
    new sdk.CreateFunctionCommand({
      ...{ FunctionName: 'g', Runtime: 'nodejs24.x', Handler: 'index.handler' },
      ...{ Role: TEST_ROLE, Code: { ZipFile } },
    }),
    [`lambda:CreateFunction ${ACCOUNT}:function:g`, `iam:PassRole ${TEST_ROLE}`],
  ],
  CreateFunctionUrlConfig: onFunction(
    new sdk.CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }),
    'CreateFunctionUrlConfig',
  ),
  DeleteAlias: onFunction(new sdk.DeleteAliasCommand({ FunctionName, Name: 'none' }), 'DeleteAlias'),
  DeleteEventSourceMapping: [
    new sdk.DeleteEventSourceMappingCommand({ UUID: 'u' }),
    [`lambda:DeleteEventSourceMapping ${ON_MAPPING}`],
  ],
  DeleteFunction: [
    new sdk.DeleteFunctionCommand({ FunctionName: 'none' }),
    [`lambda:DeleteFunction ${ACCOUNT}:function:none`],
  ],
  DeleteFunctionConcurrency: onFunction(
    new sdk.DeleteFunctionConcurrencyCommand({ FunctionName }),
    'DeleteFunctionConcurrency',
  ),
  DeleteFunctionEventInvokeConfig: onFunction(
    new sdk.DeleteFunctionEventInvokeConfigCommand({ FunctionName }),
    'DeleteFunctionEventInvokeConfig',
  ),
  DeleteFunctionUrlConfig: onFunction(
    new sdk.DeleteFunctionUrlConfigCommand({ FunctionName }),
    'DeleteFunctionUrlConfig',
  ),
  GetAccountSettings: [new sdk.GetAccountSettingsCommand({}), ['lambda:GetAccountSettings *']],
  GetAlias: onFunction(new sdk.GetAliasCommand({ FunctionName, Name: 'none' }), 'GetAlias'),
  GetEventSourceMapping: [
    new sdk.GetEventSourceMappingCommand({ UUID: 'u' }),
    [`lambda:GetEventSourceMapping ${ON_MAPPING}`],
  ],
  GetFunction: onFunction(new sdk.GetFunctionCommand({ FunctionName }), 'GetFunction'),
  GetFunctionConcurrency: onFunction(
    new sdk.GetFunctionConcurrencyCommand({ FunctionName }),
    'GetFunctionConcurrency',
  ),
  GetFunctionConfiguration: onFunction(
    new sdk.GetFunctionConfigurationCommand({ FunctionName }),
    'GetFunctionConfiguration',
  ),
  GetFunctionEventInvokeConfig: onFunction(
    new sdk.GetFunctionEventInvokeConfigCommand({ FunctionName }),
    'GetFunctionEventInvokeConfig',
  ),
  GetFunctionUrlConfig: onFunction(
    new sdk.GetFunctionUrlConfigCommand({ FunctionName }),
    'GetFunctionUrlConfig',
  ),
  GetPolicy: onFunction(new sdk.GetPolicyCommand({ FunctionName }), 'GetPolicy'),
  Invoke: [
    new sdk.InvokeCommand({ FunctionName, Qualifier: '9' }),
    [`lambda:InvokeFunction ${ON_FUNCTION}:9`],
  ],
  ListAliases: onFunction(new sdk.ListAliasesCommand({ FunctionName }), 'ListAliases'),
  ListEventSourceMappings: [new sdk.ListEventSourceMappingsCommand({}), ['lambda:ListEventSourceMappings *']],
  ListFunctionEventInvokeConfigs: onFunction(
    new sdk.ListFunctionEventInvokeConfigsCommand({ FunctionName }),
    'ListFunctionEventInvokeConfigs',
  ),
  ListFunctionUrlConfigs: onFunction(
    new sdk.ListFunctionUrlConfigsCommand({ FunctionName }),
    'ListFunctionUrlConfigs',
  ),
  ListFunctions: [new sdk.ListFunctionsCommand({}), ['lambda:ListFunctions *']],
  ListTags: onFunction(new sdk.ListTagsCommand({ Resource: ON_FUNCTION }), 'ListTags'),
  ListVersionsByFunction: onFunction(
    new sdk.ListVersionsByFunctionCommand({ FunctionName }),
    'ListVersionsByFunction',
  ),
  PublishVersion: onFunction(new sdk.PublishVersionCommand({ FunctionName }), 'PublishVersion'),
  PutFunctionConcurrency: onFunction(
    new sdk.PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }),
    'PutFunctionConcurrency',
  ),
  PutFunctionEventInvokeConfig: [
    new sdk.PutFunctionEventInvokeConfigCommand({ FunctionName, Qualifier: '1', MaximumRetryAttempts: 0 }),
    [`lambda:PutFunctionEventInvokeConfig ${ON_FUNCTION}:1`],
  ],
  RemovePermission: onFunction(
    new sdk.RemovePermissionCommand({ FunctionName, StatementId: 'none' }),
    'RemovePermission',
  ),
  TagResource: [
    new sdk.TagResourceCommand({ Resource: ON_MAPPING, Tags: { a: '1' } }),
    [`lambda:TagResource ${ON_MAPPING}`],
  ],
  UntagResource: onFunction(
    new sdk.UntagResourceCommand({ Resource: ON_FUNCTION, TagKeys: ['a'] }),
    'UntagResource',
  ),
  UpdateAlias: onFunction(new sdk.UpdateAliasCommand({ FunctionName, Name: 'none' }), 'UpdateAlias'),
  UpdateEventSourceMapping: [
    new sdk.UpdateEventSourceMappingCommand({ UUID: 'u' }),
    [`lambda:UpdateEventSourceMapping ${ON_MAPPING}`],
  ],
  UpdateFunctionCode: onFunction(
    new sdk.UpdateFunctionCodeCommand({ FunctionName, ZipFile }),
    'UpdateFunctionCode',
  ),
  UpdateFunctionConfiguration: onFunction(
    new sdk.UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 5 }),
    'UpdateFunctionConfiguration',
  ),
  UpdateFunctionEventInvokeConfig: onFunction(
    new sdk.UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }),
    'UpdateFunctionEventInvokeConfig',
  ),
  UpdateFunctionUrlConfig: onFunction(
    new sdk.UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }),
    'UpdateFunctionUrlConfig',
  ),
};

let lambda: LambdaUnderTest;
beforeAll(async () => {
  lambda = await lambdaUnderTest();
  await lambda.asset('f', handlerOf('return 1;'));
  await lambda.create('AWS::Lambda::Function', functionProperties('f'));
});
afterAll(() => lambda.close());

async function send(command: object): Promise<unknown> {
  lambda.served.authorized.length = 0;
  try {
    return await lambda.client.send(command as sdk.ListFunctionsCommand);
  } catch (error) {
    return error;
  }
}

describe('the operations of lambda', () => {
  it('have a row each', async () => {
    expect(Object.keys(ROWS).sort()).toEqual(await operationNames('lambda'));
  });

  it.each(Object.entries(ROWS))('%s asks the policies', async (_operation, [command, asked]) => {
    await send(command);
    expect(lambda.served.authorized).toEqual(asked);
  });

  it.each(Object.entries(ROWS))('%s does nothing for who may not', async (_operation, [command, asked]) => {
    const [action = ''] = asked[0]?.split(' ') ?? [];
    lambda.served.denied.add(action);
    expect(await send(command)).toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
      message: expect.stringContaining(`is not authorized to perform: ${action} on resource: `),
    });
    lambda.served.denied.clear();
  });
});
