import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConditionSyntax } from './condition-syntax.ts';
import type {
  ArithmeticSyntax,
  ConditionSyntax,
  OperandSyntax,
  PathStepSyntax,
  PathSyntax,
  UpdateActionSyntax,
  UpdateSyntax,
} from './syntax.ts';
import { readUpdateSyntax } from './update-syntax.ts';

const KEYWORD = /^(and|or|not|between|in|set|remove|add|delete)$/i;
const identifier = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,5}$/).filter((word) => !KEYWORD.test(word));
const placeholder = (mark: string): fc.Arbitrary<string> =>
  fc.stringMatching(/^[A-Za-z0-9_]{1,4}$/).map((name) => `${mark}${name}`);

const named: fc.Arbitrary<PathStepSyntax> = fc.oneof(
  identifier.map((name): PathStepSyntax => ({ kind: 'name', name })),
  placeholder('#').map((reference): PathStepSyntax => ({ kind: 'placeholder', reference })),
);
const step: fc.Arbitrary<PathStepSyntax> = fc.oneof(
  named,
  fc.nat(99).map((index): PathStepSyntax => ({ kind: 'index', index: String(index) })),
);
const path: fc.Arbitrary<PathSyntax> = fc
  .tuple(named, fc.array(step, { maxLength: 3 }))
  .map(([first, rest]) => ({ kind: 'path', steps: [first, ...rest] }));
const value = placeholder(':').map((reference) => ({ kind: 'value' as const, reference }));

const { operand } = fc.letrec<{ operand: OperandSyntax }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    path,
    value,
    fc.record({
      kind: fc.constant('call' as const),
      name: identifier,
      operands: fc.array(tie('operand'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const { condition } = fc.letrec<{ condition: ConditionSyntax }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('comparison' as const),
      operator: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
      left: operand,
      right: operand,
    }),
    fc.record({ kind: fc.constant('between' as const), operand, lower: operand, upper: operand }),
    fc.record({
      kind: fc.constant('in' as const),
      operand,
      candidates: fc.array(operand, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: identifier,
      operands: fc.array(operand, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ kind: fc.constant('not' as const), condition: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      left: tie('condition'),
      right: tie('condition'),
    }),
  ),
}));

const arithmetic: fc.Arbitrary<ArithmeticSyntax> = fc.record({
  kind: fc.constant('arithmetic' as const),
  operator: fc.constantFrom('+', '-'),
  left: operand,
  right: operand,
});
const update: fc.Arbitrary<UpdateSyntax> = fc
  .array(
    fc.oneof(
      fc
        .array(fc.record({ kind: fc.constant('SET' as const), path, value: fc.oneof(operand, arithmetic) }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((actions) => ({ section: 'SET' as const, actions })),
      fc
        .array(fc.record({ kind: fc.constant('REMOVE' as const), path }), { minLength: 1, maxLength: 3 })
        .map((actions) => ({ section: 'REMOVE' as const, actions })),
      fc
        .array(fc.record({ kind: fc.constant('DELETE' as const), path, value }), {
          minLength: 1,
          maxLength: 3,
        })
        .map((actions) => ({ section: 'DELETE' as const, actions })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((sections) => ({ sections }));

function printPath({ steps }: PathSyntax): string {
  return steps
    .map((each, index) => {
      if (each.kind === 'index') return `[${each.index}]`;
      return `${index === 0 ? '' : '.'}${each.kind === 'name' ? each.name : each.reference}`;
    })
    .join('');
}

function printValue(syntax: OperandSyntax | ArithmeticSyntax): string {
  switch (syntax.kind) {
    case 'path':
      return printPath(syntax);
    case 'value':
      return syntax.reference;
    case 'call':
      return `${syntax.name}(${syntax.operands.map(printValue).join(', ')})`;
    case 'arithmetic':
      return `${printValue(syntax.left)} ${syntax.operator} ${printValue(syntax.right)}`;
  }
}

/** Puts every part of AND, OR and NOT into parentheses, and nothing else. */
function printCondition(syntax: ConditionSyntax): string {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return `(${printCondition(syntax.left)}) ${syntax.kind.toUpperCase()} (${printCondition(syntax.right)})`;
    case 'not':
      return `NOT (${printCondition(syntax.condition)})`;
    case 'comparison':
      return `${printValue(syntax.left)} ${syntax.operator} ${printValue(syntax.right)}`;
    case 'between':
      return `${printValue(syntax.operand)} BETWEEN ${printValue(syntax.lower)} AND ${printValue(syntax.upper)}`;
    case 'in':
      return `${printValue(syntax.operand)} IN (${syntax.candidates.map(printValue).join(', ')})`;
    case 'call':
      return printValue(syntax);
  }
}

function printAction(action: UpdateActionSyntax): string {
  const target = printPath(action.path);
  if (action.kind === 'REMOVE') return target;
  return `${target}${action.kind === 'SET' ? ' = ' : ' '}${printValue(action.value)}`;
}

const printUpdate = ({ sections }: UpdateSyntax): string =>
  sections.map(({ section, actions }) => `${section} ${actions.map(printAction).join(', ')}`).join(' ');

const fits = (text: string): boolean => Buffer.byteLength(text) <= 4096;

describe('printing and parsing agree', () => {
  it('on conditions', () => {
    fc.assert(
      fc.property(condition, (syntax) => {
        const text = printCondition(syntax);
        fc.pre(fits(text));
        expect(readConditionSyntax('FilterExpression', text)).toEqual(syntax);
      }),
      { numRuns: 500 },
    );
  });

  it('on updates', () => {
    fc.assert(
      fc.property(update, (syntax) => {
        const text = printUpdate(syntax);
        fc.pre(fits(text));
        expect(readUpdateSyntax(text)).toEqual(syntax);
      }),
      { numRuns: 500 },
    );
  });
});
