/** Headers that belong to a connection or to the gateway: those of a backend are not passed on. */
export const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'apigw-requestid',
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
