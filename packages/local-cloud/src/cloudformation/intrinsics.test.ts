import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IntrinsicScope, NO_VALUE, resolveIntrinsics } from './intrinsics.ts';
import type { Json } from './resource-provider.ts';
import { TemplateError } from './template.ts';

const scope: IntrinsicScope = {
  ref: (name) => {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name === 'List') return ['x', 'y'];
    if (name === 'Missing') throw new TemplateError('no such thing');
    return `ref-${name}`;
  },
  attribute: (logicalId, attribute) => `${logicalId}-${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (map, first, second) => (map === 'M' && first === 'a' && second === 'b' ? 'mapped' : undefined),
  importValue: (name) => `imported-${name}`,
  availabilityZones: (region) => [`${region}a`, `${region}b`],
};

const rows: [name: string, value: Json, expected: Json | undefined][] = [
  ['plain JSON', { a: [1, 'x', true, null, { b: {} }] }, { a: [1, 'x', true, null, { b: {} }] }],
  ['Ref', { Ref: 'Table' }, 'ref-Table'],
  ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table-Arn'],
  ['GetAtt with dots', { 'Fn::GetAtt': 'Table.Nested.Arn' }, 'Table-Nested.Arn'],
  ['Sub', { 'Fn::Sub': 'a-${Table}-${Table.Arn}-${AWS::Region}' }, 'a-ref-Table-Table-Arn-ref-AWS::Region'],
  ['Sub with a literal', { 'Fn::Sub': '${!Literal}/${ Table }' }, '${Literal}/ref-Table'],
  ['Sub with variables', { 'Fn::Sub': ['${x}-${Table}', { x: { Ref: 'Own' } }] }, 'ref-Own-ref-Table'],
  ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'T' }, 3]] }, 'a-ref-T-3'],
  ['Join of a list parameter', { 'Fn::Join': [',', { Ref: 'List' }] }, 'x,y'],
  ['Join without a value', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'a-b'],
  ['Split and Select', { 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|b|c'] }] }, 'b'],
  ['Select with an index as text', { 'Fn::Select': ['0', ['a', 'b']] }, 'a'],
  ['If, true', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
  ['If, false', { 'Fn::If': ['No', 'a', { Ref: 'B' }] }, 'ref-B'],
  ['If does not look at the other side', { 'Fn::If': ['Yes', 'a', { Ref: 'Missing' }] }, 'a'],
  ['If with no value', { a: { 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] }, b: 1 }, { b: 1 }],
  ['a list without a value', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ['no value at all', { Ref: 'AWS::NoValue' }, undefined],
  ['FindInMap', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 'mapped'],
  ['FindInMap with a default', { 'Fn::FindInMap': ['M', 'a', 'c', { DefaultValue: 'd' }] }, 'd'],
  ['ImportValue', { 'Fn::ImportValue': { 'Fn::Join': [':', ['S', 'E']] } }, 'imported-S:E'],
  ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
  ['GetAZs', { 'Fn::GetAZs': 'eu-west-1' }, ['eu-west-1a', 'eu-west-1b']],
  ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, '8'] }, ['10.0.0.0/24', '10.0.1.0/24']],
  ['Length', { 'Fn::Length': { Ref: 'List' } }, 2],
  ['ToJsonString', { 'Fn::ToJsonString': { a: [1, { Ref: 'T' }] } }, '{"a":[1,"ref-T"]}'],
  ['Equals', { 'Fn::Equals': [{ Ref: 'A' }, 'ref-A'] }, true],
  ['And', { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'a'] }] }, true],
  ['Or', { 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
  [
    'Condition as a member',
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
];

const mistakes: [name: string, value: Json, message: RegExp][] = [
  ['an unknown function', { 'Fn::Nope': 1 }, /Fn::Nope is not supported/],
  ['Join of a string', { 'Fn::Join': ['-', 'abc'] }, /Fn::Join takes a list/],
  ['Join with objects', { 'Fn::Join': ['-', [{ a: 1, b: 2 }]] }, /Fn::Join takes a string/],
  ['Select beyond the end', { 'Fn::Select': [3, ['a']] }, /no element 3/],
  ['FindInMap of nothing', { 'Fn::FindInMap': ['M', 'x', 'y'] }, /finds nothing at M.x.y/],
  ['GetAtt of one word', { 'Fn::GetAtt': 'Table' }, /Fn::GetAtt takes/],
  ['a reference to nothing', { Ref: 'Missing' }, /no such thing/],
];

describe('resolveIntrinsics', () => {
  it.each(rows)('resolves %s', (_name, value, expected) => {
    expect(resolveIntrinsics(value, scope)).toEqual(expected);
  });

  it.each(mistakes)('refuses %s', (_name, value, message) => {
    expect(() => resolveIntrinsics(value, scope)).toThrow(TemplateError);
    expect(() => resolveIntrinsics(value, scope)).toThrow(message);
  });

  it('leaves JSON without intrinsics as it is, members named __proto__ too', () => {
    const plain = fc
      .jsonValue()
      .filter((value) => !/"(?:Ref|Condition|Fn::[^"]*)"/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        expect(JSON.stringify(resolveIntrinsics(value as Json, scope))).toBe(JSON.stringify(value));
      }),
    );
    expect(JSON.stringify(resolveIntrinsics(JSON.parse('{"__proto__":{"a":1}}'), scope))).toBe(
      '{"__proto__":{"a":1}}',
    );
  });
});
