import { ParseCache } from '../expressions/parse-cache.ts';
import { validationError } from '../validation-error.ts';
import { errorAt, notWellFormed } from './partiql-error.ts';
import { StatementReader } from './statement-reader.ts';
import type {
  ChangeSyntax,
  DeleteSyntax,
  InsertSyntax,
  OrderSyntax,
  PathTerm,
  Returning,
  SelectSyntax,
  SetValueSyntax,
  SourceSyntax,
  StatementSyntax,
  UpdateStatementSyntax,
  WhereSyntax,
} from './statement-syntax.ts';
import { readWhere } from './where-syntax.ts';

const TABLE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

const statements = new ParseCache<StatementSyntax>();

/**
 * What a PartiQL statement says. Throws AwsError ValidationException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
 */
export function parseStatement(statement: string): StatementSyntax {
  return statements.get(statement, () => {
    const reader = new StatementReader(statement);
    const syntax = readStatement(reader);
    reader.finish();
    return syntax;
  });
}

function readStatement(reader: StatementReader): StatementSyntax {
  if (reader.isKeyword('SELECT')) return readSelect(reader);
  if (reader.isKeyword('INSERT')) return readInsert(reader);
  if (reader.isKeyword('UPDATE')) return readUpdate(reader);
  if (reader.isKeyword('DELETE')) return readDelete(reader);
  if (!reader.acceptKeyword('EXISTS')) throw notWellFormed('Expected data manipulation');
  reader.expect('(');
  const select = readSelect(reader);
  reader.expect(')');
  return { kind: 'exists', select };
}

function readSelect(reader: StatementReader): SelectSyntax {
  reader.expectKeyword('SELECT');
  const paths = readSelected(reader);
  reader.expectKeyword('FROM');
  const source = readSource(reader);
  const where = readOptionalWhere(reader);
  const order = reader.acceptKeyword('ORDER') ? readOrder(reader) : [];
  return { kind: 'select', paths, source, where, order, parameters: reader.parameters };
}

function readSelected(reader: StatementReader): readonly PathTerm[] | undefined {
  if (reader.accept('*')) {
    if (!reader.is(',')) return undefined;
    throw validationError("Other attributes should not be present in the projection when '*' is used.");
  }
  const paths: PathTerm[] = [];
  do {
    const term = reader.term();
    if (term.kind !== 'path') throw errorAt('Unexpected path component', term.at);
    if (reader.is('identifier') || reader.isKeyword('AS')) {
      throw validationError('Aliasing is not supported');
    }
    paths.push(term);
  } while (reader.accept(','));
  return paths;
}

function readOrder(reader: StatementReader): OrderSyntax[] {
  reader.expectKeyword('BY');
  const order: OrderSyntax[] = [];
  do {
    const { path } = reader.path();
    const descending = reader.acceptKeyword('DESC');
    if (!descending) reader.acceptKeyword('ASC');
    order.push({ attribute: path.join('.'), descending });
  } while (reader.accept(','));
  return order;
}

function readInsert(reader: StatementReader): InsertSyntax {
  reader.expectKeyword('INSERT');
  reader.expectKeyword('INTO');
  const source = readPath(reader);
  if (reader.isKeyword('VALUES') || reader.is('<<') || reader.is('[')) {
    throw validationError(
      'Unsupported operation: Inserting multiple items in a single statement is not supported, ' +
        'use "INSERT INTO tableName VALUE item" instead',
    );
  }
  if (!reader.acceptKeyword('VALUE')) throw notWellFormed('Unexpected token after expression');
  const item = reader.term();
  if (reader.isKeyword('RETURNING')) throw validationError('RETURNING is not supported in INSERT');
  return { kind: 'insert', source, item, parameters: reader.parameters };
}

function readUpdate(reader: StatementReader): UpdateStatementSyntax {
  reader.expectKeyword('UPDATE');
  const source = readSource(reader);
  const changes: ChangeSyntax[] = [];
  for (;;) {
    if (reader.acceptKeyword('SET')) changes.push(...readAssignments(reader));
    else if (reader.acceptKeyword('REMOVE')) changes.push(...readRemovals(reader));
    else if (changes.length > 0) break;
    else reader.fail();
  }
  const where = readOptionalWhere(reader);
  const returning = readReturning(reader);
  return { kind: 'update', source, changes, where, returning, parameters: reader.parameters };
}

function readAssignments(reader: StatementReader): ChangeSyntax[] {
  const changes: ChangeSyntax[] = [];
  do {
    const target = reader.path();
    reader.expect('=');
    changes.push({ kind: 'set', target, value: readSetValue(reader) });
  } while (reader.accept(','));
  return changes;
}

function readSetValue(reader: StatementReader): SetValueSyntax {
  const left = reader.term();
  const operator = reader.peek().type;
  if (operator !== '+' && operator !== '-') return left;
  reader.next();
  return { kind: 'arithmetic', operator, left, right: reader.term() };
}

function readRemovals(reader: StatementReader): ChangeSyntax[] {
  const changes: ChangeSyntax[] = [];
  do changes.push({ kind: 'remove', target: reader.path() });
  while (reader.accept(','));
  return changes;
}

function readDelete(reader: StatementReader): DeleteSyntax {
  reader.expectKeyword('DELETE');
  reader.expectKeyword('FROM');
  const source = readSource(reader);
  const where = readOptionalWhere(reader);
  const returning = readReturning(reader);
  if (returning !== undefined && !(returning.scope === 'ALL' && returning.version === 'OLD')) {
    throw validationError(
      `Invalid returning clause: RETURNING ${returning.scope} ${returning.version} *. ` +
        'Only RETURNING ALL OLD * is allowed in DELETE statements.',
    );
  }
  return { kind: 'delete', source, where, returning, parameters: reader.parameters };
}

function readOptionalWhere(reader: StatementReader): WhereSyntax | undefined {
  return reader.acceptKeyword('WHERE') ? readWhere(reader) : undefined;
}

/** `RETURNING (ALL | MODIFIED) (OLD | NEW) *`; MODIFIED, OLD and NEW are words like any other elsewhere. */
function readReturning(reader: StatementReader): Returning | undefined {
  if (!reader.acceptKeyword('RETURNING')) return undefined;
  const scope = reader.next().text.toUpperCase();
  const version = reader.next().text.toUpperCase();
  if ((scope !== 'ALL' && scope !== 'MODIFIED') || (version !== 'OLD' && version !== 'NEW')) {
    throw notWellFormed('Expected ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause');
  }
  if (!reader.accept('*')) {
    throw validationError("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  }
  if (reader.is(',')) {
    throw validationError('Invalid syntax with multiple returning elements in RETURNING clause');
  }
  return { scope, version };
}

function readSource(reader: StatementReader): SourceSyntax {
  const source = readPath(reader);
  if (reader.is('identifier') || reader.isKeyword('AS')) throw validationError('Aliasing is not supported');
  if (reader.is(',')) {
    throw validationError('Only select from a single table or index is supported.');
  }
  return source;
}

function readPath(reader: StatementReader): SourceSyntax {
  const components = [reader.expect('identifier').text];
  while (reader.accept('.')) components.push(reader.expect('identifier').text);
  const [table = '', index] = components;
  if (components.length > 2) {
    throw validationError('A path may contain at most 2 components in the FROM clause');
  }
  if (components.includes('')) throw validationError('Path component cannot be an empty string');
  if (!TABLE_NAME.test(table) && !table.startsWith('arn:')) {
    throw validationError(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
    );
  }
  return index === undefined ? { table } : { table, index };
}
