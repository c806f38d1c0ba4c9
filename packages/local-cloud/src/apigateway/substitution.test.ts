import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { substitution } from './substitution.ts';

describe('substitution', () => {
  it.each([
    ['{"m":$context.error.messageString}', '{"m":<context.error.messageString>}'],
    ['{"m":${context.a}}', '{"m":<context.a>}'],
    ['$context.a.$context.b,$stageVariables.c', '<context.a>.<context.b>,<stageVariables.c>'],
    ['$method.request.header.X-A', '<method.request.header.X-A>'],
    ['$context.authorizer.claims.cognito:groups!', '<context.authorizer.claims.cognito:groups>!'],
    ['$context.a: $context.b-', '<context.a>: <context.b>-'],
    ['${context.a', '${context.a'],
    ['$other.a $context $5 ${} $', '$other.a $context $5 ${} $'],
    ['', ''],
  ])('%s', (template, expected) => {
    expect(substitution(template)((name) => `<${name}>`)).toBe(expected);
  });

  it('never reads what it put in', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(substitution('a$context.x|')(() => value)).toBe(`a${value}|`);
      }),
    );
  });
});
