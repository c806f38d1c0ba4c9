import type { HttpResponse } from '../front-door/http.ts';
import type { Exchange, StageFacts } from './exchange.ts';
import { askBackend, type BackendResponse, loopbackUrl } from './http-backend.ts';
import type { Integration } from './integration.ts';
import { filledUri, type IntegrationParameters, parameterMapper } from './integration-request.ts';
import { integrationResponses } from './integration-response.ts';
import { noOverrides } from './mapping-template.ts';
import { internalServerError, type Refusal } from './refusal.ts';
import { remappedName } from './remapped-headers.ts';
import { requestBody } from './request-body.ts';
import type { IntegrationSettings } from './rest-api-model.ts';
import { templates } from './template-choice.ts';

/** `HTTP_PROXY`: the request goes on as it is, the answer comes back as it is. This machine only. */
export function httpProxyIntegration(settings: IntegrationSettings, facts: StageFacts): Integration {
  const map = parameterMapper(settings.requestParameters);
  return async (exchange) => {
    const parameters = map(exchange, noOverrides());
    const url = backendUrl(settings, facts, parameters);
    if ('rule' in url) return url;
    for (const [name, values] of Object.entries(exchange.query.multi)) {
      if (parameters.query.has(name)) continue;
      for (const value of values) url.searchParams.append(name, value);
    }
    const headers: Record<string, string | readonly string[]> = Object.create(null);
    for (const [name, values] of Object.entries(exchange.headers.multi)) {
      if (name !== 'Host') headers[name.toLowerCase()] = values;
    }
    for (const [name, value] of parameters.headers) headers[name] = value;
    const method = methodOf(settings, exchange);
    const answer = await askBackend({ method, url, headers, body: exchange.body }, settings.timeoutMs);
    return 'rule' in answer ? answer : passedOn(answer, exchange);
  };
}

/** `HTTP`: both ways through mapping templates. This machine only. */
export function httpIntegration(settings: IntegrationSettings, facts: StageFacts): Integration {
  const map = parameterMapper(settings.requestParameters);
  const choices = templates(settings.requestTemplates);
  const respond = integrationResponses(settings.responses);
  return async (exchange) => {
    const overrides = noOverrides();
    const body = requestBody(settings, choices, exchange, overrides);
    if (!Buffer.isBuffer(body)) return body;
    const parameters = map(exchange, overrides);
    const url = backendUrl(settings, facts, parameters);
    if ('rule' in url) return url;
    const headers: Record<string, string> = {
      'content-type': exchange.http.header('content-type') ?? 'application/json',
      accept: exchange.http.header('accept') ?? 'application/json',
      'user-agent': `AmazonAPIGateway_${facts.apiId}`,
    };
    for (const [name, value] of parameters.headers) headers[name] = value;
    const answer = await askBackend(
      { method: methodOf(settings, exchange), url, headers, body },
      settings.timeoutMs,
    );
    if ('rule' in answer) return answer;
    const answerHeaders = Object.entries(answer.headers).map(
      ([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')] as const,
    );
    return respond(
      { ...answer, headers: new Map(answerHeaders), selection: String(answer.status) },
      exchange,
      overrides,
    );
  };
}

function methodOf(settings: IntegrationSettings, exchange: Exchange): string {
  const { integrationHttpMethod: method } = settings;
  return method === undefined || method === 'ANY' ? exchange.http.method : method;
}

function backendUrl(
  { uri = '' }: IntegrationSettings,
  facts: StageFacts,
  parameters: IntegrationParameters,
): URL | Refusal {
  const filled = filledUri(uri, parameters.path, facts.variables);
  const url = loopbackUrl(filled);
  if (url === undefined) {
    return internalServerError(
      500,
      'HTTP integration',
      'The URI does not lead to this machine; others are not called.',
      'Point it at localhost, for instance by a stage variable.',
    );
  }
  for (const [name, values] of parameters.query) {
    for (const value of values) url.searchParams.append(name, value);
  }
  return url;
}

function passedOn(answer: BackendResponse, exchange: Exchange): HttpResponse {
  const headers: Record<string, string | string[]> = Object.create(null);
  headers['x-amzn-RequestId'] = exchange.http.id;
  headers['x-amz-apigw-id'] = exchange.extendedRequestId;
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding' || lower === 'keep-alive') continue;
    const sent = remappedName(name);
    const known = headers[sent];
    const value = answer.rawHeaders[index + 1] ?? '';
    headers[sent] = known === undefined ? value : [known, value].flat();
  }
  return { status: answer.status, headers, body: answer.body };
}
