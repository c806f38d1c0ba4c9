/**
 * A path with every part decoded, as functions see it. Escapes that are not UTF-8 stay as they came.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function decodedPath(rawPath: string): string {
  return rawPath.includes('%') ? rawPath.split('/').map(decodedPart).join('/') : rawPath;
}

/**
 * The one spelling under which paths are matched, whatever the client escaped: only an escaped slash and
 * an escaped percent sign stay escaped, so that they do not change where a part ends.
 */
export function matchedPath(rawPath: string): string {
  if (!rawPath.includes('%')) return rawPath;
  return rawPath
    .split('/')
    .map((part) => decodedPart(part).replaceAll('%', '%25').replaceAll('/', '%2F'))
    .join('/');
}

/** A path parameter's value out of a path in the spelling of `matchedPath`. */
export function parameterValue(part: string): string {
  return part.replaceAll('%2F', '/').replaceAll('%25', '%');
}

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
