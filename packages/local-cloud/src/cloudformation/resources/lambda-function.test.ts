import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  functionProperties,
  handlerOf,
  type LambdaUnderTest,
  lambdaUnderTest,
} from '../../../test/lambda-under-test.ts';
import { UnsupportedPropertyError } from '../resource-provider.ts';
import { checkSupport, describeFinding } from '../support-check.ts';

let lambda: LambdaUnderTest;

beforeAll(async () => {
  lambda = await lambdaUnderTest();
});
afterAll(() => lambda.close());

describe('a template', () => {
  it('makes the same function again by the same token, and no other one', async () => {
    await lambda.asset('again', handlerOf('return 1;'));
    const request = {
      stackName: 'a-stack-with-a-rather-long-name-for-a-function',
      stackId: 's',
      logicalId: 'HandlerWithALongLogicalId12345678',
      creationToken: 'ABCDEFGHIJKL',
      properties: functionProperties('again', {}),
    };
    const { FunctionName: _none, ...properties } = request.properties;
    const provider = lambda.provider('AWS::Lambda::Function');
    const first = await provider.create({ ...request, properties });
    expect(await provider.create({ ...request, properties })).toEqual(first);
    expect(first.physicalId).toMatch(/^a-stack-with-.*-ABCDEFGHIJKL$/);
    expect(first.physicalId.length).toBeLessThanOrEqual(64);
    await provider.create(request);
    await expect(provider.create({ ...request, creationToken: 'OTHEROTHEROT' })).rejects.toMatchObject({
      code: 'ResourceConflictException',
    });
    await provider.delete(first, properties);
    await provider.delete(first, properties);
  });

  it.each([
    ['an asset that is not there', { Code: { S3Bucket: 'b', S3Key: 'missing' } }, 'has no asset missing'],
    ['too long a timeout', { Timeout: 901 }, 'Timeout must be'],
    ['too little memory', { MemorySize: 64 }, 'MemorySize must be'],
    ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'reserved keys'],
    ['too many variables', { Environment: { Variables: { BIG: 'x'.repeat(4096) } } }, '4KB limit'],
    ['another runtime', { Runtime: 'java21' }, 'nodejs*.x and python3.* are'],
    ['no role', { Role: 'nobody' }, 'not the ARN of a role'],
  ])('is refused with %s', async (_name, properties, message) => {
    await lambda.asset('sound', handlerOf(''));
    const all = functionProperties('sound', properties);
    await expect(lambda.create('AWS::Lambda::Function', all)).rejects.toThrow(message);
  });

  it.each([
    ['Code.ImageUri', { Code: { ImageUri: 'x' } }],
    ['LoggingConfig.Other', { LoggingConfig: { Other: 1 } }],
    [
      'Layers.0',
      { Layers: ['arn:aws:lambda:us-east-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:1'] },
    ],
    ['Environment.Variables', { Environment: { Variables: { T: 'too short' } } }],
    ['Environment.Variables', { Environment: { Variables: { AWS_REGION: 'reserved' } } }],
  ])('is refused for %s', (path, properties) => {
    const provider = lambda.provider('AWS::Lambda::Function');
    expect(() => provider.check?.(properties)).toThrow(UnsupportedPropertyError);
    expect(() => provider.check?.(properties)).toThrow(expect.objectContaining({ path }));
  });

  it('is refused for a code signing configuration by its name', () => {
    const resource = { stackName: 'Signed', logicalId: 'Handler', type: 'AWS::Lambda::Function' };
    const CodeSigningConfigArn = 'arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-1';
    const findings = checkSupport(
      resource,
      functionProperties('signed', { CodeSigningConfigArn }),
      lambda.provider(resource.type),
    );
    expect(findings.map(describeFinding)).toEqual([
      'Signed: Handler (AWS::Lambda::Function) CodeSigningConfigArn: signatures of code are not verified.',
    ]);
    expect(findings[0]?.outcome).toBe('refused');
  });

  it('gives functions layers', async () => {
    await lambda.asset('layer', { 'nodejs/node_modules/from-layer/index.js': 'module.exports = "layered";' });
    const layer = await lambda.create('AWS::Lambda::LayerVersion', {
      LayerName: 'shared',
      Content: { S3Bucket: 'assets', S3Key: 'layer' },
    });
    expect(layer.physicalId).toBe('arn:aws:lambda:us-east-1:000000000000:layer:shared:1');
    const arn = await lambda.deploy(
      'with-layer',
      { 'index.mjs': 'import layered from "from-layer"; export const handler = async () => layered;' },
      { Layers: [layer.physicalId] },
    );
    expect((await lambda.call(arn)).payload).toBe('layered');
  });

  it('leaves out layers that only watch', async () => {
    const Layers = ['arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:53'];
    const resource = { stackName: 'Watched', logicalId: 'Handler', type: 'AWS::Lambda::Function' };
    const given = functionProperties('watched', { Layers });
    expect(checkSupport(resource, given, lambda.provider(resource.type))).toMatchObject([
      { outcome: 'noted', property: 'Layers' },
    ]);
    const arn = await lambda.deploy('watched', handlerOf('return 1;'), { Layers });
    expect((await lambda.call(arn)).payload).toBe(1);
  });

  it('permits a service', async () => {
    const arn = await lambda.deploy('open', handlerOf('return 1;'));
    const api = 'arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/';
    const properties = {
      FunctionName: arn,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: api,
    };
    const state = await lambda.create('AWS::Lambda::Permission', properties);
    expect(lambda.invoker.allows(arn, 'apigateway.amazonaws.com', api.replace('*', 'prod'))).toBe(true);
    await lambda.provider('AWS::Lambda::Permission').delete(state, properties);
    expect(lambda.invoker.allows(arn, 'apigateway.amazonaws.com', api.replace('*', 'prod'))).toBe(false);
  });
});
