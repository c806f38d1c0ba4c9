/** Names with one or several values; without a prototype, since clients choose the names. */
export interface ParameterMaps {
  readonly single: Readonly<Record<string, string>>;
  readonly multi: Readonly<Record<string, readonly string[]>>;
}

const NO_PARAMETERS: ParameterMaps = { single: {}, multi: {} };

/** A query string's parameters, decoded; a fragment is dropped. */
export function queryMaps(rawQuery: string): ParameterMaps {
  if (rawQuery === '') return NO_PARAMETERS;
  const fragment = rawQuery.indexOf('#');
  const single: Record<string, string> = Object.create(null);
  const multi: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(fragment < 0 ? rawQuery : rawQuery.slice(0, fragment))) {
    single[name] = value;
    const values = multi[name];
    if (values === undefined) multi[name] = [value];
    else values.push(value);
  }
  return { single, multi };
}
