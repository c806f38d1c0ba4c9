import { bodyReader } from '../../apigateway/body-reader.ts';
import type { Authenticate } from '../../apigateway/iam-authorizer.ts';
import { traceHeader } from '../../apigateway/trace-header.ts';
import { type Cors, cors, isPreflight } from '../../apigatewayv2/cors.ts';
import { eventV2 } from '../../apigatewayv2/event-v2.ts';
import { functionAnswer } from '../../apigatewayv2/function-answer.ts';
import { HttpExchange } from '../../apigatewayv2/http-exchange.ts';
import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { Sources } from '../../aws/sources.ts';
import type { HttpRequest, HttpResponse } from '../../front-door/http.ts';
import type { Journal } from '../../journal/journal.ts';
import { functionArn } from '../function-record.ts';
import type { FunctionStore } from '../function-store.ts';
import type { LambdaInvoker } from '../lambda-invoker.ts';
import { MAX_REQUEST_BYTES } from '../payload.ts';
import { findFunctionUrl, functionUrlDomain, type PlacedUrl } from './function-url.ts';
import { refusedByPolicy, type UrlCaller } from './url-authorization.ts';

export interface UrlNeeds {
  readonly account: Account;
  readonly sources: Sources;
  readonly journal: Journal;
  readonly origin: string;
  readonly functions: FunctionStore;
  readonly invoker: LambdaInvoker;
  readonly authenticate: Authenticate;
}

/** What is told instead of the function's answer. */
interface UrlRefusal {
  readonly status: number;
  readonly body: string;
  readonly rule: string;
  readonly detail: string;
  readonly hint?: string;
}

/**
 * Answers requests to function URLs: the function gets an event of payload format 2.0, and its answer is the response.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrlAnswers(
  needs: UrlNeeds,
): (id: string, request: HttpRequest) => Promise<HttpResponse> {
  const { journal, sources, account } = needs;
  const { protocol, port } = new URL(needs.origin);

  async function answer(
    placed: PlacedUrl | undefined,
    exchange: HttpExchange,
    request: HttpRequest,
    rules: Cors | undefined,
  ): Promise<HttpResponse> {
    const answered =
      placed === undefined
        ? forbidden('function URL', 'No function has this URL.')
        : await answerOf(needs, placed, exchange, request);
    if ('rule' in answered) tell(journal, request, answered);
    const response = 'rule' in answered ? refusalResponse(answered) : answered;
    return rules === undefined ? response : rules.applied(response, request);
  }

  return async (id, request) => {
    const placed = findFunctionUrl(needs.functions, id);
    const facts = {
      ...{ account, sources, apiId: id, stage: '$default', variables: undefined },
      scheme: protocol.slice(0, -1),
      port: port === '' ? '80' : port,
    };
    const exchange = new HttpExchange(request, facts, request.rawPath);
    const rules = placed?.url.cors && withOrigin(cors(placed.url.cors));
    const { headers, ...rest } =
      rules !== undefined && isPreflight(request)
        ? { ...rules.preflight(request), status: 200 }
        : await answer(placed, exchange, request, rules);
    return {
      ...rest,
      headers: { ...headers, 'x-amzn-RequestId': request.id, 'x-amzn-Trace-Id': traceHeader(exchange.trace) },
    };
  };
}

async function answerOf(
  needs: UrlNeeds,
  placed: PlacedUrl,
  exchange: HttpExchange,
  request: HttpRequest,
): Promise<HttpResponse | UrlRefusal> {
  const { url, record, qualifier } = placed;
  const unread = await bodyReader(exchange);
  if (unread !== undefined) return tooLarge();
  const caller = authorized(needs, placed, exchange, request);
  if ('rule' in caller) return caller;
  const { accessKey, arn: userArn, userId, accountId } = caller;
  if (url.authType === 'AWS_IAM')
    exchange.authorizer = { type: 'iam', accessKey, accountId, userArn, userId };
  exchange.route = { routeKey: '$default', path: '$default', pathParameters: undefined };
  const payload = JSON.stringify(
    eventV2(exchange, {
      accountId: url.authType === 'NONE' ? 'anonymous' : accountId,
      domainName: functionUrlDomain(needs.account, url.id),
      requestId: request.id,
    }),
  );
  if (Buffer.byteLength(payload) > MAX_REQUEST_BYTES) return tooLarge();
  const arn = functionArn(needs.account, record.name, qualifier === '' ? undefined : qualifier);
  try {
    const version = needs.invoker.resolve(arn);
    const result = await needs.invoker.invoke(version, payload, {
      requestId: request.id,
      traceId: traceHeader(exchange.trace),
      ...(qualifier === '' ? {} : { qualifier }),
    });
    if (result.functionError) return failed(arn, `The function failed: ${result.payload.slice(0, 500)}`);
    const read = functionAnswer(result.payload, '2.0');
    return 'malformed' in read ? failed(arn, read.malformed) : read.answer;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { message, status } = error;
    return { status, body: JSON.stringify({ Message: message }), rule: `Invoke of ${arn}`, detail: message };
  }
}

const UNKNOWN: UrlCaller = { arn: '', accountId: '', userId: '', accessKey: '', authorize: undefined };

function authorized(
  needs: UrlNeeds,
  { url, record, qualifier }: PlacedUrl,
  exchange: HttpExchange,
  request: HttpRequest,
): UrlCaller | UrlRefusal {
  const resource = functionArn(needs.account, record.name, qualifier === '' ? undefined : qualifier);
  let caller = UNKNOWN;
  if (url.authType === 'AWS_IAM') {
    try {
      const named = request.header('host')?.startsWith(`${url.id}.`) === true;
      const signed = named ? request : request.at(`/lambda-url/${url.id}${request.rawPath}`);
      const proved = needs.authenticate(signed, exchange.body, 'lambda');
      const accessKey = /Credential=([^/]+)/.exec(request.header('authorization') ?? '')?.[1] ?? '';
      const { arn, accountId, userId } = proved;
      caller = { arn, accountId, userId, accessKey, authorize: (asked) => proved.authorize(asked) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return forbidden('AWS_IAM function URL', error.message, 'Sign the request for the service lambda.');
    }
  }
  const refused = refusedByPolicy(caller, record.policies[qualifier] ?? [], resource, url.authType);
  if (refused === undefined) return caller;
  return forbidden(
    `resource policy of ${resource}`,
    `${refused} is not allowed on ${resource} for a URL with AuthType ${url.authType}.`,
    'Both lambda:InvokeFunctionUrl and lambda:InvokeFunction must be allowed: CDK adds the permissions with addFunctionUrl or grantInvokeUrl.',
  );
}

/** Caches must know that the answer depends on the origin. */
function withOrigin(rules: Cors): Cors {
  const vary = (response: HttpResponse): HttpResponse => ({
    ...response,
    headers: { ...response.headers, vary: 'Origin' },
  });
  return {
    preflight: (request) => vary(rules.preflight(request)),
    applied: (response, request) => vary(rules.applied(response, request)),
  };
}

function tell(journal: Journal, request: HttpRequest, { rule, detail, hint, status }: UrlRefusal): void {
  journal.write({
    source: 'lambda',
    outcome: status >= 500 ? 'failed' : 'refused',
    requestId: request.id,
    rule,
    text: `${status} for ${request.method} of a function URL: ${detail}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

function refusalResponse({ status, body }: UrlRefusal): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

function forbidden(rule: string, detail: string, hint?: string): UrlRefusal {
  const body = JSON.stringify({ Message: 'Forbidden' });
  return { status: 403, body, rule, detail, ...(hint === undefined ? {} : { hint }) };
}

function failed(arn: string, detail: string): UrlRefusal {
  return { status: 502, body: 'Internal Server Error', rule: `function ${arn}`, detail };
}

function tooLarge(): UrlRefusal {
  const detail = `The event of this request has more than ${MAX_REQUEST_BYTES} bytes.`;
  return {
    status: 413,
    body: JSON.stringify({ Message: 'Request Entity Too Large' }),
    rule: 'payload size',
    detail,
  };
}
