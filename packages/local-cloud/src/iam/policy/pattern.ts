/** A piece of a policy's pattern. */
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  /** `key` in lower case; `fallback` is the text after the comma in `${aws:username, 'nobody'}`. */
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string };

export interface PatternSyntax {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `${...}` is a variable: in documents of version 2012-10-17 only. */
  readonly variables: boolean;
}

const VARIABLE = /^\$\{\s*([^,{}]+?)\s*(?:,\s*'([^']*)'\s*)?\}/;

/**
 * Takes a pattern apart. `${*}`, `${?}` and `${$}` stand for the characters themselves.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parsePattern(pattern: string, syntax: PatternSyntax): PatternPart[] {
  const parts: PatternPart[] = [];
  let literal = '';
  const push = (part: PatternPart): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
    if (part.kind !== 'any' || parts.at(-1)?.kind !== 'any') parts.push(part);
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const variable =
      character === '$' && syntax.variables ? VARIABLE.exec(pattern.slice(at, at + 512)) : null;
    if (variable !== null) {
      const [whole, name = '', fallback] = variable;
      if (name === '*' || name === '?' || name === '$') literal += name;
      else {
        const key = name.toLowerCase();
        push(fallback === undefined ? { kind: 'variable', key } : { kind: 'variable', key, fallback });
      }
      at += whole.length - 1;
    } else if (character === '*' && syntax.wildcards) push({ kind: 'any' });
    else if (character === '?' && syntax.wildcards) push({ kind: 'one' });
    else literal += character;
  }
  if (literal !== '') parts.push({ kind: 'literal', text: literal });
  return parts;
}
