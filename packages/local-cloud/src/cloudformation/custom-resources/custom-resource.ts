import { setTimeout as after } from 'node:timers/promises';
import type { Sources } from '../../aws/sources.ts';
import type { Journal } from '../../journal/journal.ts';
import type { FunctionInvoker } from '../../lambda/function-invoker.ts';
import {
  type Json,
  type JsonObject,
  type ResourceProvider,
  type ResourceState,
  UnsupportedPropertyError,
} from '../resource-provider.ts';
import type { CustomResourceAnswer, customResourceAnswers } from './answers.ts';
import {
  answerOfFramework,
  type CustomResourceFunction,
  handlerBehindFramework,
} from './provider-framework.ts';

export interface CustomResourceNeeds {
  readonly sources: Sources;
  readonly journal: Journal;
  readonly answers: ReturnType<typeof customResourceAnswers>;
  readonly invoke: FunctionInvoker['invoke'];
  describe(functionArn: string): CustomResourceFunction | undefined;
}

interface Asked {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly properties: JsonObject;
  readonly previous?: JsonObject;
}

const LONGEST_WAIT_S = 3600;
/** A function that has returned and not answered is waited for, and after this long the start says so. */
const SILENCE_MS = 5000;
const OTHER_TOKEN = /^arn:[^:]+:(?!lambda:|unknown:)/;

/**
 * AWS::CloudFormation::CustomResource and `Custom::` types: a function of the template makes, changes and removes the
 * resource and puts its answer where the event says.
 * Source: "Custom resource request objects" of the AWS CloudFormation user guide.
 */
export function customResourceProvider(needs: CustomResourceNeeds, type: string): ResourceProvider {
  const made = async (asked: Asked): Promise<ResourceState> => {
    const { physicalId, data } = await ask(needs, type, asked);
    if (physicalId === undefined) throw new Error('Invalid PhysicalResourceId');
    const { StackId, LogicalResourceId } = asked;
    return { physicalId, attributes: textsOf(data), origin: { StackId, LogicalResourceId } };
  };

  return {
    type,
    properties: 'any',
    check({ ServiceToken: token }) {
      if (token === undefined) throw new UnsupportedPropertyError('ServiceToken', 'it must be given.');
      if (OTHER_TOKEN.test(String(token))) {
        throw new UnsupportedPropertyError(
          'ServiceToken',
          'only functions can stand behind custom resources.',
        );
      }
    },
    create: ({ stackId, logicalId, properties }) =>
      made({ RequestType: 'Create', StackId: stackId, LogicalResourceId: logicalId, properties }),
    async update({ stackId, logicalId, properties }, { physicalId }, previous) {
      const updated = await made({
        RequestType: 'Update',
        StackId: stackId,
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId,
        ...{ properties, previous },
      });
      // Another identifier means another resource: the one before is then deleted.
      return updated.physicalId === physicalId ? updated : { replacedBy: updated };
    },
    async delete({ physicalId, origin }, properties) {
      const { StackId = '', LogicalResourceId = '' } = origin ?? {};
      await ask(needs, type, {
        RequestType: 'Delete',
        StackId,
        LogicalResourceId,
        PhysicalResourceId: physicalId,
        properties,
      });
    },
  };
}

/** Sends the event and waits for the answer. Throws Error with CloudFormation's text for one that failed. */
async function ask(needs: CustomResourceNeeds, type: string, asked: Asked): Promise<CustomResourceAnswer> {
  const { properties, previous, ...about } = asked;
  const functionArn = String(properties.ServiceToken);
  const described = needs.describe(functionArn);
  const handler = handlerBehindFramework(described);
  const awaited = needs.answers.await();
  const requestId = needs.sources.uuid();
  const timeout = Number(properties.ServiceTimeout ?? LONGEST_WAIT_S);
  const event: JsonObject = {
    ...about,
    ResourceType: type,
    RequestId: requestId,
    ServiceToken: functionArn,
    // Node's requests to AWS's hosts are led to this cloud, and CDK's handlers know no port but HTTPS's.
    ResponseURL: described?.isNode === true ? awaited.urls.ofAws : awaited.urls.local,
    ResourceProperties: asText(withoutInstallation(properties)),
    ...(previous === undefined ? {} : { OldResourceProperties: asText(withoutInstallation(previous)) }),
  };
  const stop = new AbortController();
  try {
    const answer = await Promise.race([
      handler === undefined
        ? answerOfFunction(needs, functionArn, event, awaited.answer)
        : answerOfHandler(needs, handler, event),
      after(timeout * 1000, undefined, { signal: stop.signal, ref: false }),
    ]);
    if (answer === undefined) {
      throw new Error(
        `CloudFormation did not receive a response from your Custom Resource within ${timeout} s.`,
      );
    }
    if (answer.succeeded) return answer;
    throw new Error(
      'Received response status [FAILED] from custom resource. ' +
        `Message returned: ${answer.reason ?? ''} (RequestId: ${requestId})`,
    );
  } finally {
    stop.abort();
    awaited.forget();
  }
}

/** The answer that the function puts, or has put by another one. Rejects when it fails without one. */
async function answerOfFunction(
  { invoke, journal }: CustomResourceNeeds,
  functionArn: string,
  event: JsonObject,
  answer: Promise<CustomResourceAnswer>,
): Promise<CustomResourceAnswer> {
  const answered = answer.then(() => true);
  const { functionError, payload } = await invoke(functionArn, JSON.stringify(event));
  const patience = after(functionError ? 0 : SILENCE_MS, false, { ref: false });
  if (!(await Promise.race([answered, patience]))) {
    if (functionError) throw new Error(`${functionArn} failed: ${payload}`);
    journal.write({
      source: 'cloudformation',
      outcome: 'notice',
      rule: 'custom resource',
      text: `${functionArn} has returned and not put an answer to its ResponseURL; the deployment waits for one.`,
    });
  }
  return answer;
}

async function answerOfHandler(
  { invoke }: CustomResourceNeeds,
  handler: string,
  event: JsonObject,
): Promise<CustomResourceAnswer> {
  const { functionError, payload } = await invoke(handler, JSON.stringify({ ...event, ResponseURL: '...' }));
  if (functionError) throw new Error(`${handler} failed: ${payload}`);
  return answerOfFramework(event, payload);
}

/** CloudFormation gives every value as text. */
function asText(value: Json): Json {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asText(member)]));
  }
  return String(value);
}

/** CDK's AwsCustomResource would fetch the newest SDK from the network; the one that is here serves. */
function withoutInstallation(properties: JsonObject): JsonObject {
  return properties.InstallLatestAwsSdk === undefined
    ? properties
    : { ...properties, InstallLatestAwsSdk: false };
}

function textsOf(data: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}
