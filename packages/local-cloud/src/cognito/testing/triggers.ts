import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../aws/aws-error.ts';
import type { FunctionInvoker } from '../../lambda/function-invoker.ts';
import { type Fixture, fixture } from './fixture.ts';

export interface TriggerEvent {
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: Record<string, unknown>;
  readonly response: Record<string, unknown>;
  readonly [name: string]: unknown;
}

/** What a function makes of an event; undefined leaves the event as it is. */
export type Handler = (event: TriggerEvent) => unknown;

export const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** A pool with a function for each of the triggers, and the events they saw. The test closes it. */
export async function withTriggers(
  handlers: Record<string, Handler>,
  settings: Partial<CreateUserPoolCommandInput> = {},
  allows: FunctionInvoker['allows'] = () => true,
): Promise<{ at: Fixture; events: TriggerEvent[] }> {
  const events: TriggerEvent[] = [];
  const invoker: FunctionInvoker = {
    allows,
    async invoke(arn, payload) {
      const event: TriggerEvent = JSON.parse(payload);
      events.push(event);
      const base = { requestId: 'r', logTail: '' };
      try {
        const returned = handlers[arn.split(':').at(-1) ?? '']?.(event);
        const answer = returned === undefined ? event : returned;
        return { ...base, payload: JSON.stringify(answer) };
      } catch (error) {
        if (error instanceof AwsError) throw error;
        const errorMessage = error instanceof Error ? error.message : String(error);
        return { ...base, functionError: 'Unhandled', payload: JSON.stringify({ errorMessage }) };
      }
    },
  };
  const LambdaConfig = Object.fromEntries(Object.keys(handlers).map((name) => [name, functionArn(name)]));
  const at = await fixture({ LambdaConfig, ...settings }, { invoker });
  return { at, events };
}

export const answering =
  (response: object): Handler =>
  (event) => ({ ...event, response });
export const throwing =
  (message: string): Handler =>
  () => {
    throw new Error(message);
  };
