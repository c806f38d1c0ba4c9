import type { Caller } from '../aws/aws-service.ts';
import type { Engine, Operation } from './engine.ts';
import { readShape, type Shape } from './shape.ts';

/** An answer: members to be written as JSON, or JSON that is written already. */
export type Answer = Readonly<Record<string, unknown>> | JsonText;

/** JSON that goes into an answer as it stands. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An object of members that are JSON already; those that are undefined are left out. */
export function jsonObject(members: Readonly<Record<string, string | undefined>>): JsonText {
  const parts: string[] = [];
  for (const [name, text] of Object.entries(members)) {
    if (text !== undefined) parts.push(`"${name}":${text}`);
  }
  return new JsonText(`{${parts.join(',')}}`);
}

/** The JSON of `value`; undefined for undefined. */
export function jsonOf(value: object | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** An operation whose requests have the shape `input`. */
export function operation<T>(
  name: string,
  input: Shape<T>,
  run: (engine: Engine, input: T, caller: Caller) => Answer | Promise<Answer>,
): Operation {
  return {
    name,
    handle: async (engine, json, caller) => {
      const answer = await run(engine, readShape(input, json), caller);
      return answer instanceof JsonText ? answer.text : JSON.stringify(answer);
    },
  };
}
