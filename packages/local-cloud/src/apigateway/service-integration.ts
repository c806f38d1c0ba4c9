import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HttpHandler, HttpResponse } from '../front-door/http.ts';
import type { RoleCredentials, TemporaryCredentials } from '../iam/role-credentials.ts';
import type { StageFacts } from './exchange.ts';
import type { Integration } from './integration.ts';
import { parameterMapper } from './integration-request.ts';
import { integrationResponses } from './integration-response.ts';
import { noOverrides } from './mapping-template.ts';
import { internalServerError } from './refusal.ts';
import { requestBody } from './request-body.ts';
import type { IntegrationSettings } from './rest-api-model.ts';
import { signedCall } from './signed-call.ts';
import { templates } from './template-choice.ts';
import { within } from './within.ts';

/** How integrations call other services in the name of a role. */
export interface ServiceCalls {
  readonly roles: RoleCredentials;
  /** Where signed calls go. */
  readonly handler: HttpHandler;
}

/** By its name in an integration URI: the target prefix of a service that speaks AWS's JSON protocol. */
const JSON_TARGETS: Readonly<Record<string, { readonly prefix: string; readonly contentType: string }>> = {
  dynamodb: { prefix: 'DynamoDB_20120810', contentType: 'application/x-amz-json-1.0' },
};

/** The services beside Lambda that integrations can call. */
export const INTEGRATED_SERVICES: ReadonlySet<string> = new Set(Object.keys(JSON_TARGETS));

const SESSION_NAME = 'BackplaneAssumeRoleSession';
/** A new session is begun this long before the old one ends. */
const RENEWAL_MARGIN = 5 * 60 * 1000;

/** `AWS` with an operation of another service: `arn:aws:apigateway:<region>:dynamodb:action/PutItem`. */
export function serviceIntegration(
  settings: IntegrationSettings,
  facts: StageFacts,
  calls: ServiceCalls,
): Integration {
  const found = /:apigateway:[^:]*:([^:]+):action\/([A-Za-z0-9]+)$/.exec(settings.uri ?? '');
  const [, service = '', action = ''] = found ?? [];
  const target = Object.hasOwn(JSON_TARGETS, service) ? JSON_TARGETS[service] : undefined;
  const roleArn = settings.credentials;
  if (target === undefined) throw new Error(`Integrations with ${settings.uri} are not emulated.`);
  if (roleArn === undefined) throw new Error('The integration names no role (Credentials).');
  const choices = templates(settings.requestTemplates);
  const map = parameterMapper(settings.requestParameters);
  const respond = integrationResponses(settings.responses);
  let session: TemporaryCredentials | undefined;

  return async (exchange) => {
    const overrides = noOverrides();
    const body = requestBody(settings, choices, exchange, overrides);
    if (!Buffer.isBuffer(body)) return body;
    const now = facts.sources.now();
    try {
      if (session === undefined || session.expiration - now < RENEWAL_MARGIN) {
        session = calls.roles.assumeForService(roleArn, SESSION_NAME, 'apigateway.amazonaws.com');
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return internalServerError(500, `role ${roleArn}`, `API Gateway may not act as the role: ${reason}`);
    }
    const headers: Record<string, string> = { 'content-type': target.contentType };
    for (const [name, value] of map(exchange, overrides).headers) headers[name] = value;
    headers['x-amz-target'] = `${target.prefix}.${action}`;
    const request = signedCall({ exchange, service, headers, body, session, now });
    const answer = await within(settings.timeoutMs, calls.handler(request));
    if (answer === 'timed out') {
      return {
        type: 'INTEGRATION_TIMEOUT',
        message: 'Endpoint request timed out',
        rule: 'integration timeout',
        detail: `${service} did not answer within ${settings.timeoutMs} ms.`,
        failed: true,
      };
    }
    return respond(
      {
        status: answer.status,
        headers: headerMap(answer),
        body: await bodyOf(answer),
        selection: String(answer.status),
      },
      exchange,
      overrides,
    );
  };
}

function headerMap({ headers }: HttpResponse): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(headers).map(
      ([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : value.join(',')] as const,
    ),
  );
}

async function bodyOf({ body = '' }: HttpResponse): Promise<Buffer> {
  return body instanceof Readable ? await buffer(body) : Buffer.from(body);
}
