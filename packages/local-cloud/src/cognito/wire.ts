import { AwsError } from '../aws/aws-error.ts';
import type { AwsService, ServiceCall } from '../aws/aws-service.ts';
import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import type { CognitoCore } from './core.ts';
import { OPERATIONS } from './operations/operation-table.ts';
import { hintOf, reasonOf } from './sign-in/refusal.ts';

const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

function operationName(request: HttpRequest): string {
  const target = request.header('x-amz-target') ?? '';
  return target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
}

function answer(
  status: number,
  body: object,
  request: HttpRequest,
  headers: HttpResponse['headers'] = {},
): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': CONTENT_TYPE, 'x-amzn-RequestId': request.id, ...headers },
    body: JSON.stringify(body),
  };
}

/** Printable ASCII on one line, as a header's value must be. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, ' ').slice(0, 1024);
}

function failure(error: AwsError, request: HttpRequest): HttpResponse {
  const body = { __type: error.code, message: error.message, ...error.members };
  return answer(error.status, body, request, {
    'x-amzn-ErrorType': error.code,
    'x-amzn-ErrorMessage': headerText(error.message),
  });
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not JSON.', 400, {}, { cause });
  }
}

function unknownOperation(name: string): AwsError {
  const known = /^[A-Z][A-Za-z]{2,63}$/.test(name);
  return new AwsError(
    'UnknownOperationException',
    known ? `The operation ${name} of user pools is not emulated.` : 'The request names no operation.',
  );
}

/** The JSON 1.1 protocol of Cognito user pools. */
export function cognitoService(core: CognitoCore): AwsService {
  async function handle({ request, body, caller }: ServiceCall): Promise<HttpResponse> {
    const name = operationName(request);
    try {
      const operation = OPERATIONS.get(name);
      if (operation === undefined) throw unknownOperation(name);
      return answer(200, await operation.run(parsed(body), { core, caller }), request);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const hint = hintOf(error);
      core.journal.write({
        source: 'cognito',
        outcome: 'refused',
        requestId: request.id,
        rule: `${OPERATIONS.has(name) ? name : 'operation'}: ${error.code}`,
        text: reasonOf(error),
        ...(hint === undefined ? {} : { hint }),
      });
      return failure(error, request);
    }
  }

  return {
    signingName: 'cognito-idp',
    crossOrigin: true,
    // What is not emulated says so by its name, rather than ask for a signature first.
    isPublic: (request) => OPERATIONS.get(operationName(request))?.isPublic ?? true,
    handle,
    failure,
  };
}
