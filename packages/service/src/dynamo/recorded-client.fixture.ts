import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A call of a client, by its operation's name. */
export interface RecordedCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A client whose calls get these answers in turn (errors are thrown), and the calls. */
export function recordedClient(...answers: readonly (object | Error)[]): {
  readonly client: DynamoDBClient;
  readonly calls: readonly RecordedCall[];
} {
  const calls: RecordedCall[] = [];
  const left = [...answers];
  const send = async (command: { readonly input: Readonly<Record<string, unknown>> }): Promise<object> => {
    calls.push({ name: command.constructor.name.replace('Command', ''), input: command.input });
    const answer = left.shift() ?? new Error('There is no answer left');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  // The stores only ever call send.
  return { client: { send } as unknown as DynamoDBClient, calls };
}
