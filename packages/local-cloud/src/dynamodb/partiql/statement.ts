import type { AttributeValue, Item } from '../attribute-value.ts';
import type { Condition } from '../expressions/condition.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import type { Update } from '../expressions/update.ts';
import { validationError } from '../validation-error.ts';
import { bindChanges } from './bind-changes.ts';
import { bindWhere } from './bind-where.ts';
import { literalItem } from './literal-value.ts';
import { parseStatement } from './parse-statement.ts';
import type {
  OrderSyntax,
  Returning,
  SelectSyntax,
  SourceSyntax,
  StatementSyntax,
  WhereSyntax,
} from './statement-syntax.ts';

/** One attribute of the answer to a SELECT. */
export interface Column {
  readonly name: string;
  readonly path: DocumentPath;
}

export interface SelectStatement {
  readonly kind: 'select';
  readonly source: SourceSyntax;
  /** Undefined for all attributes. */
  readonly columns: readonly Column[] | undefined;
  readonly where: Condition | undefined;
  readonly order: readonly OrderSyntax[];
}

export interface InsertStatement {
  readonly kind: 'insert';
  readonly source: SourceSyntax;
  readonly item: Item;
}

export interface UpdateStatement {
  readonly kind: 'update';
  readonly source: SourceSyntax;
  readonly update: Update;
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

export interface DeleteStatement {
  readonly kind: 'delete';
  readonly source: SourceSyntax;
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

/** `EXISTS(SELECT ...)`, a condition that stands alone in a transaction. */
export interface ExistsStatement {
  readonly kind: 'exists';
  readonly source: SourceSyntax;
  readonly select: SelectStatement;
}

/** A PartiQL statement with its parameters put in. */
export type Statement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | ExistsStatement;

/**
 * The statement that a text says with these parameters, which were checked before.
 * Throws AwsError ValidationException: first for its syntax, then for what needs no table.
 */
export function readStatement(text: string, parameters: readonly AttributeValue[]): Statement {
  const syntax = parseStatement(text);
  const expected = syntax.kind === 'exists' ? syntax.select.parameters : syntax.parameters;
  if (expected !== parameters.length) {
    throw validationError("Number of parameters in request and statement don't match.");
  }
  return bindStatement(syntax, parameters);
}

function bindStatement(syntax: StatementSyntax, parameters: readonly AttributeValue[]): Statement {
  switch (syntax.kind) {
    case 'select':
      return bindSelect(syntax, parameters);
    case 'insert':
      return {
        kind: syntax.kind,
        source: tableOnly(syntax.source),
        item: literalItem(syntax.item, parameters),
      };
    case 'update':
      return {
        kind: syntax.kind,
        source: tableOnly(syntax.source),
        update: bindChanges(syntax.changes, parameters),
        where: bindOptional(syntax.where, parameters),
        returning: syntax.returning,
      };
    case 'delete':
      return {
        kind: syntax.kind,
        source: tableOnly(syntax.source),
        where: bindOptional(syntax.where, parameters),
        returning: syntax.returning,
      };
    case 'exists': {
      const select = bindSelect(syntax.select, parameters);
      return { kind: syntax.kind, source: select.source, select };
    }
  }
}

function bindSelect(syntax: SelectSyntax, parameters: readonly AttributeValue[]): SelectStatement {
  const columns = syntax.paths?.map(({ path }) => ({ name: columnName(path), path }));
  const names = new Set<string>();
  for (const { name } of columns ?? []) {
    if (names.has(name)) throw validationError(`Duplicate identifiers in select clause: ${name}`);
    names.add(name);
  }
  const where = bindOptional(syntax.where, parameters);
  if (syntax.order.length > 0 && where === undefined) {
    throw validationError('Must have WHERE clause in the statement when using ORDER BY clause.');
  }
  return { kind: 'select', source: syntax.source, columns, where, order: syntax.order };
}

function bindOptional(
  where: WhereSyntax | undefined,
  parameters: readonly AttributeValue[],
): Condition | undefined {
  return where && bindWhere(where, parameters);
}

/** The last name of a path with the indexes behind it: `k[0]` for `m.k[0]`. */
function columnName(path: DocumentPath): string {
  let name = '';
  for (const step of path) name = typeof step === 'number' ? `${name}[${step}]` : step;
  return name;
}

function tableOnly(source: SourceSyntax): SourceSyntax {
  if (source.index === undefined) return source;
  throw validationError('This operation is not supported on an index');
}
