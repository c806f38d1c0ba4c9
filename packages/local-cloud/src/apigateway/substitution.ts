/** Gives a variable's value by its name without the dollar sign: `context.requestId`. */
export type Variables = (name: string) => string;

/** A text with `$variables` in it, ready to be filled in. */
export type Substitution = (variables: Variables) => string;

const NAME = String.raw`((?:context|stageVariables|method\.request)(?:\.[A-Za-z0-9_:-]*[A-Za-z0-9_])+)`;
const VARIABLE = new RegExp(String.raw`\$\{${NAME}\}|\$${NAME}`, 'g');

/**
 * The plain replacement of variables that gateway responses and access log formats know; no VTL.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function substitution(template: string): Substitution {
  const pieces: (string | { readonly name: string })[] = [];
  let end = 0;
  for (const match of template.matchAll(VARIABLE)) {
    const name = match[1] ?? match[2] ?? '';
    pieces.push(template.slice(end, match.index), { name });
    end = match.index + match[0].length;
  }
  pieces.push(template.slice(end));
  return (variables) =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : variables(piece.name))).join('');
}
