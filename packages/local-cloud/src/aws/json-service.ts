import type { HttpRequest, HttpResponse } from '../front-door/http.ts';
import { AwsError } from './aws-error.ts';
import type { AwsService, Caller } from './aws-service.ts';
import { JsonInput } from './json-input.ts';

/** One call of an operation, with what the service adds to each. */
export type JsonCall<Context> = Context & { readonly input: JsonInput; readonly caller: Caller };

/** Answers with the operation's output. */
export type JsonOperation<Context> = (call: JsonCall<Context>) => Promise<object>;

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * A service in AWS's JSON 1.1 protocol, whose operations all need a signature.
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonService<Context>(
  signingName: string,
  targetPrefix: string,
  operations: Readonly<Record<string, JsonOperation<Context>>>,
  context: Context,
): AwsService {
  return {
    signingName,
    isPublic: () => false,
    async handle({ request, body, caller }) {
      const target = request.header('x-amz-target') ?? '';
      const name = target.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : '';
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `The operation ${name.slice(0, 64)} is not supported.`,
        );
      }
      if (caller === undefined) {
        throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', 403);
      }
      return answer(200, await operation({ ...context, input: JsonInput.parse(body), caller }), request);
    },
    failure: ({ code, message, status, members }, request) =>
      answer(status, { __type: code, message, ...members }, request),
  };
}

function answer(status: number, output: object, request: HttpRequest): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': CONTENT_TYPE, 'x-amzn-RequestId': request.id },
    body: JSON.stringify(output),
  };
}
