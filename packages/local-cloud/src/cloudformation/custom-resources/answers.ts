import { AwsError } from '../../aws/aws-error.ts';
import type { AwsService } from '../../aws/aws-service.ts';
import { randomText, type Sources } from '../../aws/sources.ts';
import type { HttpResponse } from '../../front-door/http.ts';
import type { Json, JsonObject } from '../resource-provider.ts';
import { isObject, textOf } from '../resources/property-values.ts';

/**
 * What the function behind a custom resource says when it is done.
 * Source: "Custom resource response objects" of the AWS CloudFormation user guide.
 */
export interface CustomResourceAnswer {
  readonly succeeded: boolean;
  readonly reason: string | undefined;
  readonly physicalId: string | undefined;
  readonly data: JsonObject;
}

/** An answer that is waited for. */
export interface AwaitedAnswer {
  readonly answer: Promise<CustomResourceAnswer>;
  /** Where the function puts it. Node's `https` is led here from AWS's host; other languages take the plain address. */
  readonly urls: { readonly ofAws: string; readonly local: string };
  /** Nobody waits any more; what still comes is refused. */
  forget(): void;
}

const HOST = 'custom-resource-response.amazonaws.com';
/** No bucket can have this name. */
const PATH = '/_custom-resource-response/';
const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const TOKEN_LENGTH = 40;
const LONGEST_ANSWER = 4096;

/** Takes the answers of custom resources, each at an address of its own that only the asked function knows. */
export function customResourceAnswers(
  sources: Sources,
  origin: string,
): {
  await(): AwaitedAnswer;
  readonly service: AwsService;
  /** Nothing is waited for any longer: the cloud stops. */
  abandon(): void;
} {
  const waiting = new Map<string, (answer: CustomResourceAnswer) => void>();
  let abandoned = false;

  const service: AwsService = {
    signingName: 'custom-resource-response',
    isPublic: () => true,
    owns: (place) => ('host' in place ? place.host === HOST : place.path.startsWith(PATH)),
    async handle({ request, body }): Promise<HttpResponse> {
      const token = request.rawPath.slice(PATH.length);
      const take = request.method === 'PUT' ? waiting.get(token) : undefined;
      if (take === undefined) throw new AwsError('AccessDenied', 'Nobody waits for this answer.', 403);
      waiting.delete(token);
      take(readAnswer(body));
      return { status: 200, headers: {} };
    },
    failure: ({ message, status }) => ({ status, headers: { 'Content-Type': 'text/plain' }, body: message }),
  };

  return {
    service,
    abandon() {
      abandoned = true;
      for (const take of waiting.values()) take(STOPPED);
      waiting.clear();
    },
    await() {
      const token = randomText(sources, TOKEN_LENGTH, TOKEN_ALPHABET);
      return {
        answer: abandoned ? Promise.resolve(STOPPED) : new Promise((resolve) => waiting.set(token, resolve)),
        urls: { ofAws: `https://${HOST}${PATH}${token}`, local: `${origin}${PATH}${token}` },
        forget: () => void waiting.delete(token),
      };
    },
  };
}

const STOPPED = failed('The local cloud was stopped.');

function readAnswer(body: Buffer): CustomResourceAnswer {
  if (body.length > LONGEST_ANSWER) return failed('Response object is too long.');
  const answer = parsed(body);
  if (!isObject(answer)) return failed('Invalid response object: it is not a JSON object.');
  if (answer.Status !== 'SUCCESS' && answer.Status !== 'FAILED') {
    return failed('Invalid response object: Value of property Status must be SUCCESS or FAILED');
  }
  return {
    succeeded: answer.Status === 'SUCCESS',
    reason: textOf(answer.Reason),
    physicalId: textOf(answer.PhysicalResourceId),
    data: isObject(answer.Data) ? answer.Data : {},
  };
}

function parsed(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function failed(reason: string): CustomResourceAnswer {
  return { succeeded: false, reason, physicalId: undefined, data: {} };
}
