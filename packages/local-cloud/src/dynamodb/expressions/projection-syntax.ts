import type { ProjectionSyntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/** The syntax of a projection expression. Throws AwsError ValidationException. */
export function readProjectionSyntax(text: string): ProjectionSyntax {
  const reader = new TokenReader('ProjectionExpression', text);
  const paths = [reader.path()];
  while (reader.accept(',')) paths.push(reader.path());
  reader.finish();
  return { paths };
}
