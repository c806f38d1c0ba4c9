import type { Exchange } from './exchange.ts';

/**
 * The text of `context.x.y`, `stageVariables.x` or `method.request.header.x`; undefined when there is
 * no such value. Objects are given as JSON.
 */
export function contextVariable(name: string, exchange: Exchange): string | undefined {
  if (name.startsWith('context.authorizer.')) {
    return textAt(exchange.authorizer, name.slice('context.authorizer.'.length));
  }
  if (name.startsWith('context.')) return textAt(exchange.context, name.slice('context.'.length));
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

function textAt(root: unknown, path: string): string | undefined {
  let value = root;
  // Claims have names such as `custom:team.name`, so a whole remaining path may be one name.
  let rest = path;
  while (rest !== '') {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Object.hasOwn(value, rest)) {
      value = Reflect.get(value, rest);
      break;
    }
    const dot = rest.indexOf('.');
    if (dot < 0) return undefined;
    const part = rest.slice(0, dot);
    if (!Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
    rest = rest.slice(dot + 1);
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
