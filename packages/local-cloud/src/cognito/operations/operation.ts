import { AwsError } from '../../aws/aws-error.ts';
import type { Caller } from '../../aws/aws-service.ts';
import type { CognitoCore } from '../core.ts';
import { readInput, type Shape } from '../input/shape.ts';
import type { UserPool } from '../model/user-pool.ts';
import { poolArn } from '../pools/user-pools.ts';
import { findPool } from '../sign-in/client-access.ts';

export interface OperationCall {
  readonly core: CognitoCore;
  /** Absent when the call is not signed. */
  readonly caller: Caller | undefined;
}

/** One operation of the JSON API. */
export interface Operation {
  readonly name: string;
  /** Whether AWS serves it to anyone. The others ask the caller's policies. */
  readonly isPublic: boolean;
  /** `body` is the parsed JSON. Throws AwsError. */
  run(body: unknown, call: OperationCall): Promise<object>;
}

/** Throws when the call is not signed, or when the caller's policies do not allow it. */
function authorize(caller: Caller | undefined, name: string, resource: string): void {
  if (caller === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  caller.authorize({ action: `cognito-idp:${name}`, resource });
}

/** An operation that anyone may call; what the input holds is the proof. */
export function publicOperation<Input>(
  name: string,
  shape: Shape<Input>,
  run: (core: CognitoCore, input: Input) => Promise<object>,
): Operation {
  return {
    name,
    isPublic: true,
    run: (body, { core }) => run(core, readInput(shape, body)),
  };
}

/** An operation on one user pool, which the caller's policies must allow on the pool's ARN. */
export function poolOperation<Input extends { readonly UserPoolId: string }>(
  name: string,
  shape: Shape<Input>,
  run: (core: CognitoCore, input: Input, pool: UserPool) => Promise<object>,
): Operation {
  return {
    name,
    isPublic: false,
    async run(body, { core, caller }) {
      const input = readInput(shape, body);
      authorize(caller, name, poolArn(core, input.UserPoolId));
      return run(core, input, findPool(core, input.UserPoolId));
    },
  };
}

/** An operation on no pool in particular, or one whose pool the input names in another way. */
export function accountOperation<Input>(
  name: string,
  shape: Shape<Input>,
  run: (core: CognitoCore, input: Input) => Promise<object>,
  resource: (core: CognitoCore, input: Input) => string = () => '*',
): Operation {
  return {
    name,
    isPublic: false,
    async run(body, { core, caller }) {
      const input = readInput(shape, body);
      authorize(caller, name, resource(core, input));
      return run(core, input);
    },
  };
}
