import type { Exchange } from './exchange.ts';
import type { RequestContext } from './request-context.ts';
import { textAt } from './text-at.ts';

/**
 * The text of `context.x.y`, `stageVariables.x` or `method.request.header.x`; undefined when there is
 * no such value. Objects are given as JSON. `context` is that of the exchange, where it is at hand.
 */
export function contextVariable(
  name: string,
  exchange: Exchange,
  context?: RequestContext,
): string | undefined {
  if (name.startsWith('context.authorizer.')) {
    return textAt(exchange.authorizer, name.slice('context.authorizer.'.length));
  }
  if (name.startsWith('context.')) return textAt(context ?? exchange.context, name.slice('context.'.length));
  if (name.startsWith('stageVariables.')) {
    return textAt(exchange.facts.variables, name.slice('stageVariables.'.length));
  }
  if (name.startsWith('method.request.')) return requestParameter(name, exchange);
  return undefined;
}

/** The value of `method.request.<header|querystring|path|multivalue...>.<name>`. */
export function requestParameter(source: string, exchange: Exchange): string | undefined {
  const [, , place, ...rest] = source.split('.');
  const name = rest.join('.');
  switch (place) {
    case 'header':
      return exchange.http.headerValues(name).at(-1);
    case 'multivalueheader': {
      const values = exchange.http.headerValues(name);
      return values.length === 0 ? undefined : values.join(',');
    }
    case 'querystring':
      return exchange.query.single[name];
    case 'multivaluequerystring':
      return exchange.query.multi[name]?.join(',');
    case 'path':
      return exchange.pathParameters?.[name];
    default:
      return undefined;
  }
}
