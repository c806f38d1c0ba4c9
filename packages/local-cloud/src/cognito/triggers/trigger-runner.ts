import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { FunctionInvoker, InvocationResult } from '../../lambda/function-invoker.ts';
import type { User } from '../model/user.ts';
import type { LambdaConfig, UserPool } from '../model/user-pool.ts';

export type TriggerName = Exclude<keyof LambdaConfig, 'PreTokenGenerationConfig'>;

export interface TriggerCall {
  readonly pool: UserPool;
  readonly trigger: TriggerName;
  /** Such as `PreSignUp_SignUp`. */
  readonly source: string;
  readonly clientId: string;
  readonly userName: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** The members that the function finds in `response` and may fill. */
  readonly response?: Readonly<Record<string, unknown>>;
  /** `1` unless the trigger has a newer form. */
  readonly version?: string;
}

export interface TriggerRunner {
  /**
   * The `response` that the pool's function for this trigger gave; undefined when the pool has none.
   * Throws UserLambdaValidationException when the function threw, UnexpectedLambdaException when it
   * could not be run, InvalidLambdaResponseException when its answer is no event.
   */
  run(call: TriggerCall): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** How long AWS waits for a function. */
const TIME_LIMIT = 5000;

function triggerArn(pool: UserPool, trigger: TriggerName): string | undefined {
  const config = pool.settings.LambdaConfig;
  if (trigger !== 'PreTokenGeneration') return config[trigger];
  return config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function timeLimit(task: Promise<InvocationResult>): Promise<InvocationResult | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), TIME_LIMIT);
  });
  return Promise.race([task, late]).finally(() => clearTimeout(timer));
}

function failed(call: TriggerCall, reason: string): AwsError {
  return new AwsError('UnexpectedLambdaException', `${call.trigger} invocation failed due to ${reason}.`);
}

/** Calls a pool's functions, and only those whose resource policy lets this pool call them. */
export function triggerRunner(account: Account, invoker: () => FunctionInvoker): TriggerRunner {
  async function invoke(call: TriggerCall, functionArn: string): Promise<InvocationResult> {
    const event = {
      version: call.version ?? '1',
      triggerSource: call.source,
      region: account.region,
      userPoolId: call.pool.id,
      userName: call.userName,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: call.clientId },
      request: call.request,
      response: call.response ?? {},
    };
    let result: InvocationResult | 'late';
    try {
      result = await timeLimit(invoker().invoke(functionArn, JSON.stringify(event)));
    } catch (error) {
      const code = error instanceof AwsError ? error.code : 'ServiceException';
      throw failed(call, `error ${code}`);
    }
    if (result === 'late') throw failed(call, 'error Socket timeout while invoking Lambda function');
    return result;
  }

  return {
    async run(call) {
      const functionArn = triggerArn(call.pool, call.trigger);
      if (functionArn === undefined) return undefined;
      if (!invoker().allows(functionArn, 'cognito-idp.amazonaws.com', call.pool.arn)) {
        throw failed(call, 'error AccessDeniedException');
      }
      const result = await invoke(call, functionArn);
      const answer = parsed(result.payload);
      if (result.functionError !== undefined) {
        const message = isRecord(answer) ? answer.errorMessage : undefined;
        const text = typeof message === 'string' ? message : 'null';
        throw new AwsError('UserLambdaValidationException', `${call.trigger} failed with error ${text}.`);
      }
      const response = isRecord(answer) ? answer.response : undefined;
      if (!isRecord(response)) {
        throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
      }
      return response;
    },
  };
}

/** A user's attributes as functions see them. */
export function triggerAttributes(user: User): Record<string, string> {
  return { sub: user.sub, 'cognito:user_status': user.status, ...user.attributes };
}
