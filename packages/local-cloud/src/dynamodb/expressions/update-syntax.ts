import type {
  ArithmeticSyntax,
  OperandSyntax,
  UpdateActionSyntax,
  UpdateSection,
  UpdateSectionSyntax,
  UpdateSyntax,
  ValueSyntax,
} from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/** The syntax of an update expression. Throws AwsError ValidationException. */
export function readUpdateSyntax(text: string): UpdateSyntax {
  const reader = new TokenReader('UpdateExpression', text);
  const sections = [readSection(reader)];
  while (reader.peek() !== 'end') sections.push(readSection(reader));
  reader.finish();
  return { sections };
}

function readSection(reader: TokenReader): UpdateSectionSyntax {
  const section = reader.peek();
  if (section !== 'SET' && section !== 'REMOVE' && section !== 'ADD' && section !== 'DELETE') {
    return reader.fail();
  }
  reader.next();
  const actions = [readAction(reader, section)];
  while (reader.accept(',')) actions.push(readAction(reader, section));
  return { section, actions };
}

function readAction(reader: TokenReader, section: UpdateSection): UpdateActionSyntax {
  const path = reader.path();
  switch (section) {
    case 'REMOVE':
      return { kind: section, path };
    case 'SET':
      reader.expect('=');
      return { kind: section, path, value: readValue(reader).value };
    default:
      return { kind: section, path, value: readPlaceholder(reader) };
  }
}

function readPlaceholder(reader: TokenReader): ValueSyntax {
  return { kind: 'value', reference: reader.expect('value').text };
}

interface SetValue {
  readonly value: OperandSyntax | ArithmeticSyntax;
  readonly grouped: boolean;
}

function readValue(reader: TokenReader): SetValue {
  const left = readTerm(reader);
  const operator = reader.peek();
  if (operator !== '+' && operator !== '-') return left;
  if (left.value.kind === 'arithmetic') return reader.fail();
  reader.next();
  reader.countOperator();
  const value: ArithmeticSyntax = {
    kind: 'arithmetic',
    operator,
    left: left.value,
    right: reader.operand(),
  };
  return { value, grouped: false };
}

function readTerm(reader: TokenReader): SetValue {
  if (reader.peek() !== '(') return { value: reader.bareOperand(), grouped: false };
  const value = reader.parentheses(() => {
    const inner = readValue(reader);
    return { result: inner.value, nested: inner.grouped };
  });
  return { value, grouped: true };
}
