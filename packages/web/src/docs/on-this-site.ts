/** What of an OpenAPI document is changed here. */
export interface ApiDescription {
  readonly components?: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [name: string]: unknown;
}

/**
 * The description as this page uses it: the API at the site's own origin alone, and without the ways of signing in, since
 * the page signs people in itself and sends their token with every request.
 */
export function onThisSite(description: ApiDescription, apiUrl: string): ApiDescription {
  const paths = Object.entries(description.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [method, { ...operation, security: [] }]),
    ),
  ]);
  const { securitySchemes: _left, ...components } = description.components ?? {};
  return {
    ...description,
    servers: [{ url: apiUrl.replace(/\/$/, '') }],
    components,
    paths: Object.fromEntries(paths),
  };
}
