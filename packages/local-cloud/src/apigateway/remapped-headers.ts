/** Headers that the gateway sets itself: a backend's own come back under another name. */
const REMAPPED: ReadonlyMap<string, string> = new Map([
  ['connection', 'x-amzn-Remapped-Connection'],
  ['content-length', 'x-amzn-Remapped-Content-Length'],
  ['date', 'x-amzn-Remapped-Date'],
  ['server', 'x-amzn-Remapped-Server'],
  ['www-authenticate', 'x-amzn-Remapped-WWW-Authenticate'],
  ['x-amz-apigw-id', 'x-amzn-Remapped-x-amz-apigw-id'],
  ['x-amzn-requestid', 'x-amzn-Remapped-x-amzn-RequestId'],
]);

/**
 * The name under which a client sees a backend's header.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function remappedName(name: string): string {
  return REMAPPED.get(name.toLowerCase()) ?? name;
}
