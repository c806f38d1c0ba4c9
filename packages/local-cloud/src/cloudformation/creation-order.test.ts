import { describe, expect, it } from 'vitest';
import { creationOrder, referencesOf } from './creation-order.ts';
import { parseTemplate } from './template.ts';

const resources = (json: Record<string, object>) => parseTemplate({ Resources: json }, 'test').resources;

describe('creationOrder', () => {
  it('puts each resource after those it refers to, else keeps the order of the template', () => {
    const order = creationOrder(
      resources({
        Api: { Type: 'A', Properties: { role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
        Other: { Type: 'A' },
        Stage: { Type: 'A', DependsOn: ['Api', 'Account'] },
        Role: { Type: 'A', Properties: { of: { 'Fn::Sub': '${Pool.Arn}' } } },
        Account: { Type: 'A', DependsOn: 'Other' },
        Pool: { Type: 'A', Properties: { parameter: { Ref: 'Elsewhere' } } },
      }),
    );
    expect(order).toEqual(['Pool', 'Role', 'Api', 'Other', 'Account', 'Stage']);
  });

  it('names a circle', () => {
    const circle = resources({
      Start: { Type: 'A', DependsOn: 'One' },
      One: { Type: 'A', Properties: { a: { Ref: 'Two' } } },
      Two: { Type: 'A', Properties: { a: { Ref: 'One' } } },
    });
    expect(() => creationOrder(circle)).toThrow('Circular dependency between resources: [One, Two, One]');
  });
});

describe('referencesOf', () => {
  it('sees Ref, GetAtt and Sub at any depth, but neither literals nor own variables', () => {
    const value = {
      a: [{ Ref: 'A' }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': 'B.Arn' }]] }],
      b: { 'Fn::Sub': ['${C}${!D}${own}${E.Arn}', { own: { Ref: 'F' } }] },
      c: { Ref: 'G', other: 1 },
    };
    expect([...referencesOf(value)].sort()).toEqual(['A', 'B', 'C', 'E', 'F']);
  });
});
