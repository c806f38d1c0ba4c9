import { expect, it } from 'vitest';
import { withoutProviderFunctions } from './native-custom-resources.ts';
import { parseTemplate } from './template.ts';

const handler = (properties: object = {}): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'python3.13', Layers: [{ Ref: 'Layer' }], ...properties },
});
const custom = (type: string, more: object = {}): object => ({
  Type: type,
  Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, Name: 'x' },
  ...more,
});
const LAYER = { Type: 'AWS::Lambda::LayerVersion', Properties: {} };

function kept(resources: object, outputs: object = {}): string[] {
  const template = parseTemplate({ Resources: resources, Outputs: outputs }, 'test');
  const without = withoutProviderFunctions(template, (type) => type === 'Custom::Known');
  return Object.keys(without.resources).sort();
}

it.each<[name: string, resources: object, outputs: object, expected: string[]]>([
  [
    'goes with its layer',
    { Handler: handler(), Layer: LAYER, One: custom('Custom::Known'), Two: custom('Custom::Known') },
    {},
    ['One', 'Two'],
  ],
  [
    'stays for a resource that is not performed here',
    { Handler: handler(), Layer: LAYER, One: custom('Custom::Known'), Two: custom('Custom::Other') },
    {},
    ['Handler', 'Layer', 'One', 'Two'],
  ],
  [
    'stays when an output names it',
    { Handler: handler(), Layer: LAYER, One: custom('Custom::Known') },
    { Name: { Value: { Ref: 'Handler' } } },
    ['Handler', 'Layer', 'One'],
  ],
  [
    'leaves a layer that others use',
    {
      Handler: handler(),
      Layer: LAYER,
      One: custom('Custom::Known'),
      Mine: { Type: 'AWS::Lambda::Function', Properties: { Layers: [{ Ref: 'Layer' }] } },
    },
    {},
    ['Layer', 'Mine', 'One'],
  ],
])('the function of a custom resource %s', (_name, resources, outputs, expected) => {
  expect(kept(resources, outputs)).toEqual(expected);
});

it('nothing refers to what is left out', () => {
  const template = parseTemplate(
    {
      Resources: {
        Handler: handler(),
        Layer: LAYER,
        One: custom('Custom::Known', { DependsOn: ['Handler', 'Other'] }),
        Other: LAYER,
      },
    },
    'test',
  );
  const { One } = withoutProviderFunctions(template, (type) => type === 'Custom::Known').resources;
  expect(One).toMatchObject({ dependsOn: ['Other'], properties: { Name: 'x' } });
  expect(JSON.stringify(One)).not.toContain('Handler');
});
