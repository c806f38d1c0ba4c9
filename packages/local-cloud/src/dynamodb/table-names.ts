import { type Problems, readText, type Shape, text } from './shape.ts';
import { validationError } from './validation-error.ts';

const NAME: RegExp = /[a-zA-Z0-9_.-]+/;
const WHOLE_NAME = /^[a-zA-Z0-9_.-]+$/;
const ARN = /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[a-zA-Z0-9_.-]+$/;
const MIN = 3;
const MAX = 255;

/** An index's name, and what any other name of a table's parts must be. */
export const indexName: Shape<string> = text({ min: MIN, max: MAX, pattern: NAME });

/** The name (or the ARN) of a table whose items the operation works on. */
export const tableName: Shape<string> = {
  read: readText,
  check: (name, path, problems) => {
    if (!ARN.test(name)) checkName(name, path, 1, problems);
  },
};

/** The name of a table that an operation makes or changes. */
export const managedTableName: Shape<string> = {
  read: readText,
  check: (name, path, problems) => {
    if (!ARN.test(name)) checkName(name, path, MIN, problems);
  },
};

/** The operations on tables say this, where those on items count the missing name among their problems. */
export function requireTableName(name: string | undefined): string {
  if (name !== undefined) return name;
  throw validationError("The parameter 'TableName' is required but was not present in the request");
}

function checkName(name: string, path: string, min: number, problems: Problems): void {
  // Of an empty name only its length is said.
  if (!WHOLE_NAME.test(name) && (name !== '' || min > 1)) {
    problems.add(name, path, `Member must satisfy regular expression pattern: ${NAME.source}`);
  }
  if (name.length < min) {
    problems.add(name, path, `Member must have length greater than or equal to ${min}`);
  }
  if (name.length > MAX) problems.add(name, path, `Member must have length less than or equal to ${MAX}`);
}

/** The tables of a batch, by name or ARN. */
export const batchTableNames: { readonly min: number; readonly max: number; readonly pattern: RegExp } = {
  min: 1,
  max: 1024,
  pattern: /[a-zA-Z0-9_.:/-]+/,
};
