import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** The source side of a parameter mapping; undefined when the request does not have the value. */
export type MappingExpression = (exchange: Exchange) => string | undefined;

/**
 * Compiles `'literal'`, `method.request.header.x`, `context.x` or `stageVariables.x`.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function mappingExpression(source: string): MappingExpression {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return () => literal;
  return (exchange) => contextVariable(source, exchange);
}
