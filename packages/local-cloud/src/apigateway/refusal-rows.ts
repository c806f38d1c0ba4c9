import type { TestRequest } from './gateway-fixture.ts';
import type { GatewayResponseType } from './gateway-response-types.ts';
import { DISABLED_KEY, KEY } from './refusal-fixture.ts';

/** A request that the gateway answers by itself, what it answers, and what the journal says about it. */
export interface RefusalRow {
  readonly case: string;
  readonly request: TestRequest;
  /** Requests like it before, which are answered otherwise. */
  readonly after?: number;
  /** Which gateway response makes the answer. */
  readonly type: GatewayResponseType;
  readonly status: number;
  readonly body: string;
  readonly errorType: string;
  readonly rule: string | RegExp;
  readonly route: string;
  readonly hint?: RegExp;
}

type Answer = Pick<RefusalRow, 'type' | 'status' | 'body' | 'errorType'>;

const answer = (type: GatewayResponseType, status: number, errorType: string, body: string): Answer => ({
  type,
  status,
  errorType,
  body,
});
const message = (text: string | null): string => JSON.stringify({ message: text });
const missing = {
  ...answer(
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    message('Missing Authentication Token'),
  ),
  rule: 'route',
};
const unauthorized = answer('UNAUTHORIZED', 401, 'UnauthorizedException', message('Unauthorized'));
const people = { ...unauthorized, rule: 'COGNITO_USER_POOLS authorizer people' };
const byToken = { rule: /TOKEN authorizer custom/, route: 'GET /token/{token}' };
const broken = (type: GatewayResponseType) => ({
  ...answer(type, 500, 'AuthorizerConfigurationException', message(null)),
  ...byToken,
});
const denied = (text: string): Answer =>
  answer(
    'ACCESS_DENIED',
    403,
    'AccessDeniedException',
    JSON.stringify({ Message: `User is not authorized to access this resource${text}` }),
  );
const invalidBody = {
  ...answer('BAD_REQUEST_BODY', 400, 'BadRequestException', message('Invalid request body')),
  route: 'POST /checked',
};
const missingParameters = (names: string): Answer =>
  answer(
    'BAD_REQUEST_PARAMETERS',
    400,
    'BadRequestException',
    message(`Missing required request parameters: [${names}]`),
  );
const forbidden = {
  ...answer('INVALID_API_KEY', 403, 'ForbiddenException', message('Forbidden')),
  rule: 'API key',
  route: 'GET /keyed',
};
const internal = (type: GatewayResponseType, status: number, text = 'Internal server error'): Answer =>
  answer(type, status, 'InternalServerErrorException', message(text));
const failed = { ...internal('INTEGRATION_FAILURE', 502), rule: /function/, route: 'GET /items' };
const malformed = {
  ...internal('DEFAULT_5XX', 502),
  rule: 'Lambda proxy response format',
  route: 'GET /items',
};
const misconfigured = internal('API_CONFIGURATION_ERROR', 500);
const asking = (path: string, Authorization?: string): TestRequest => ({
  path,
  headers: Authorization === undefined ? {} : { Authorization },
});
const token = (value: string): TestRequest => asking(`/prod/token/${value}`, value);
const doing = (what: string, path = '/prod/items'): TestRequest => ({ path, headers: { 'x-do': what } });
const keyed = (key: string): TestRequest => ({ path: '/prod/keyed', headers: { 'x-api-key': key } });
const checked = (body: string, type = 'application/json'): TestRequest => ({
  method: 'POST',
  path: '/prod/checked',
  headers: { 'Content-Type': type },
  body,
});

/** Every row of the table of errors, and the neighbours of each. */
export const REFUSAL_ROWS: readonly RefusalRow[] = [
  {
    case: 'an unknown path',
    request: { path: '/prod/nothing' },
    ...missing,
    route: 'GET /nothing',
    hint: /not about tokens/,
  },
  { case: 'a path with the wrong casing', request: { path: '/prod/Items' }, ...missing, route: 'GET /Items' },
  {
    case: 'a method that is not declared',
    request: { method: 'PUT', path: '/prod/items' },
    ...missing,
    route: 'PUT /items',
    hint: /the method is missing/,
  },
  {
    case: 'OPTIONS without CORS',
    request: { method: 'OPTIONS', path: '/prod/items' },
    ...missing,
    route: 'OPTIONS /items',
    hint: /add CORS preflight/,
  },
  {
    case: 'HEAD where there is GET',
    request: { method: 'HEAD', path: '/prod/items' },
    ...missing,
    route: 'HEAD /items',
  },
  {
    case: 'no token',
    request: asking('/prod/me'),
    ...people,
    route: 'GET /me',
    hint: /Authorization header/,
  },
  { case: 'a blank token', request: asking('/prod/me', ' '), ...people, route: 'GET /me' },
  { case: 'garbage for a token', request: asking('/prod/me', 'garbage'), ...people, route: 'GET /me' },
  { case: 'a forged token', request: asking('/prod/me', 'forged'), ...people, route: 'GET /me' },
  {
    case: "another pool's token",
    request: asking('/prod/me', 'other-pool'),
    ...people,
    route: 'GET /me',
    hint: /ProviderARNs/,
  },
  {
    case: 'an access token where an ID token is due',
    request: asking('/prod/me', 'access'),
    ...people,
    route: 'GET /me',
    hint: /takes ID tokens/,
  },
  {
    case: 'an ID token where an access token is due',
    request: asking('/prod/tasks', 'id'),
    ...people,
    route: 'GET /tasks',
    hint: /send the access token/,
  },
  {
    case: 'a missing scope',
    request: asking('/prod/tasks', 'other-scope'),
    ...people,
    route: 'GET /tasks',
    hint: /Ask for one of tasks\/read/,
  },
  {
    case: 'an expired token',
    request: asking('/prod/me', 'expired'),
    ...people,
    body: message('The incoming token has expired'),
    route: 'GET /me',
    hint: /Refresh the token/,
  },
  {
    case: 'no identity for a TOKEN authorizer',
    request: asking('/prod/token/x'),
    ...unauthorized,
    ...byToken,
  },
  {
    case: 'a blank identity for a TOKEN authorizer',
    request: asking('/prod/token/x', ' '),
    ...unauthorized,
    ...byToken,
  },
  { case: 'a token of another form', request: token('123'), ...unauthorized, ...byToken },
  {
    case: 'no identity for a REQUEST authorizer',
    request: asking('/prod/request'),
    ...unauthorized,
    rule: /REQUEST authorizer custom/,
    route: 'GET /request',
  },
  {
    case: 'a blank identity for a REQUEST authorizer',
    request: { path: '/prod/request', headers: { 'X-A': '' } },
    ...unauthorized,
    rule: /REQUEST authorizer custom/,
    route: 'GET /request',
  },
  {
    case: 'an explicit deny',
    request: token('deny'),
    ...denied(' with an explicit deny in an identity-based policy'),
    ...byToken,
  },
  { case: 'a policy that allows something else', request: token('silent'), ...denied(''), ...byToken },
  {
    case: 'an authorizer that says Unauthorized',
    request: token('unauthorized'),
    ...unauthorized,
    ...byToken,
  },
  { case: 'an authorizer that fails', request: token('failing'), ...broken('AUTHORIZER_FAILURE') },
  {
    case: 'an authorizer without a principal',
    request: token('nobody'),
    ...broken('AUTHORIZER_CONFIGURATION_ERROR'),
  },
  { case: 'no policy', request: token('lawless'), ...broken('AUTHORIZER_CONFIGURATION_ERROR') },
  { case: 'a policy that is none', request: token('maybe'), ...broken('AUTHORIZER_CONFIGURATION_ERROR') },
  { case: 'an object in the context', request: token('object'), ...broken('AUTHORIZER_CONFIGURATION_ERROR') },
  { case: 'a list in the context', request: token('list'), ...broken('AUTHORIZER_CONFIGURATION_ERROR') },
  {
    case: 'an authorizer that may not be called',
    request: asking('/prod/uncallable', 'deny'),
    ...broken('AUTHORIZER_CONFIGURATION_ERROR'),
    rule: /TOKEN authorizer custom: resource policy/,
    route: 'GET /uncallable',
    hint: /AWS::Lambda::Permission/,
  },
  {
    case: 'malformed JSON',
    request: checked('{"title":'),
    ...invalidBody,
    rule: 'request validator, model Model',
  },
  { case: 'no body', request: checked(''), ...invalidBody, rule: 'request validator, model Model' },
  {
    case: 'a body that the model refuses',
    request: checked('{"title":1}'),
    ...invalidBody,
    rule: 'request validator, model Model',
  },
  {
    case: 'another Content-Type',
    request: checked('title=x', 'application/x-www-form-urlencoded'),
    ...invalidBody,
    rule: 'request validator, model Model',
  },
  {
    case: 'missing parameters',
    request: { path: '/prod/searched' },
    ...missingParameters('x-header-param, issuer, qs1'),
    rule: 'request validator',
    route: 'GET /searched',
  },
  {
    case: 'blank parameters',
    request: { path: '/prod/searched?qs1=', headers: { 'X-Header-Param': ' ' } },
    ...missingParameters('x-header-param, issuer, qs1'),
    rule: 'request validator',
    route: 'GET /searched',
  },
  { case: 'no API key', request: { path: '/prod/keyed' }, ...forbidden },
  { case: 'an unknown API key', request: keyed('unknown'), ...forbidden, hint: /usage plan/ },
  { case: 'a disabled API key', request: keyed(DISABLED_KEY), ...forbidden, hint: /usage plan/ },
  {
    case: 'a quota that is used',
    request: keyed(KEY),
    after: 1,
    ...answer('QUOTA_EXCEEDED', 429, 'LimitExceededException', message('Limit Exceeded')),
    rule: 'usage plan quota',
    route: 'GET /keyed',
  },
  {
    case: 'too many requests',
    request: { path: '/prod/narrow' },
    after: 1,
    ...answer('THROTTLED', 429, 'TooManyRequestsException', message('Too Many Requests')),
    rule: /throttling/,
    route: 'GET /narrow',
  },
  {
    case: 'a body that turns out to be too long',
    request: {
      ...{ method: 'POST', path: '/prod/strict', headers: { 'Transfer-Encoding': 'chunked' } },
      body: Buffer.alloc(10_485_761),
    },
    ...answer('REQUEST_TOO_LARGE', 413, 'RequestTooLargeException', message('Request Too Long')),
    rule: 'payload size',
    route: 'POST /strict',
    hint: /presigned URL/,
  },
  {
    case: 'headers that are too long',
    request: { path: '/prod/items', headers: { 'X-Long': 'x'.repeat(10_240) } },
    ...answer('DEFAULT_4XX', 431, 'BadRequestException', message('Request Header Fields Too Large')),
    rule: 'header size',
    route: 'GET /items',
  },
  {
    case: 'a media type without a template',
    request: { method: 'POST', path: '/prod/strict', headers: { 'Content-Type': 'text/plain' }, body: 'x' },
    ...answer('UNSUPPORTED_MEDIA_TYPE', 415, 'BadRequestException', message('Unsupported Media Type')),
    rule: /PassthroughBehavior|passthrough/i,
    route: 'POST /strict',
  },
  { case: 'a function that throws', request: doing('throw'), ...failed },
  { case: 'a function that crashes', request: doing('crash'), ...failed },
  { case: 'a function that runs out of time', request: doing('time out'), ...failed },
  { case: 'a function that answers too much', request: doing('overflow'), ...failed },
  { case: 'the key cookies', request: doing('cookies'), ...malformed },
  { case: 'a text for an answer', request: doing('text'), ...malformed },
  {
    case: 'a body that is too much for Lambda',
    request: doing('too much'),
    ...answer('REQUEST_TOO_LARGE', 413, 'RequestTooLargeException', message('Request Too Long')),
    rule: 'payload size of Lambda',
    route: 'GET /items',
    hint: /presigned URL/,
  },
  {
    case: 'a function that is throttled',
    request: doing('throttle'),
    ...misconfigured,
    rule: /Lambda|function/,
    route: 'GET /items',
  },
  {
    case: 'a function that may not be invoked',
    request: { path: '/prod/items/7' },
    ...misconfigured,
    rule: /permission|policy/i,
    route: 'GET /items/{id}',
    hint: /AWS::Lambda::Permission/,
  },
  {
    case: 'another verb than POST for Lambda',
    request: { path: '/prod/wrong-verb' },
    ...misconfigured,
    rule: /integration/i,
    route: 'GET /wrong-verb',
    hint: /IntegrationHttpMethod to POST/,
  },
  {
    case: 'a function that takes too long',
    request: doing('wait', '/prod/slow'),
    ...internal('INTEGRATION_TIMEOUT', 504, 'Endpoint request timed out'),
    rule: /timeout/i,
    route: 'GET /slow',
  },
  {
    case: 'a backend that is not there',
    request: { path: '/prod/nobody' },
    ...internal('INTEGRATION_FAILURE', 504, 'Network error communicating with endpoint'),
    rule: /integration/i,
    route: 'GET /nobody',
  },
  {
    case: 'a MOCK without a status',
    request: { path: '/prod/no-status' },
    ...misconfigured,
    rule: /integration|MOCK/i,
    route: 'GET /no-status',
  },
];
