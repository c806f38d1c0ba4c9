import type { APIGatewayProxyEvent } from 'aws-lambda';

/** Looks headers up by name in any case. Several lines of one header are joined with a comma (RFC 9110, 5.3). */
export function requestHeaders(
  event: Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>,
): (name: string) => string | undefined {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (value !== undefined && value !== null) found.set(name.toLowerCase(), value);
  }
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    if (values !== undefined && values.length > 0) found.set(name.toLowerCase(), values.join(', '));
  }
  return (name) => found.get(name.toLowerCase());
}
