/**
 * The text at a path of names such as `identity.sourceIp` inside `root`; undefined when there is none.
 * Objects are given as JSON.
 */
export function textAt(root: unknown, path: string): string | undefined {
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
