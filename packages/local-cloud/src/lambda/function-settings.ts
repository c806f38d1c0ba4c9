import type { Account } from '../aws/account.ts';
import { codeDigest } from './code/code-store.ts';
import { variablesProblem } from './environment-variables.ts';
import type { CodeLocation, FunctionConfiguration, LoggingConfig } from './function-record.ts';
import { runtimeFamily } from './function-record.ts';
import { invalidParameter } from './lambda-call.ts';
import type { LogLevel } from './runtime/protocol.ts';

/** Members as CreateFunction, UpdateFunctionConfiguration and templates name them. */
export type FunctionSettings = Readonly<Record<string, unknown>>;

const LOG_LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/**
 * The configuration that `settings` ask for; what they leave out is as in `before`, or Lambda's default.
 * Throws AwsError `InvalidParameterValueException`.
 */
export function functionConfiguration(
  account: Account,
  name: string,
  settings: FunctionSettings,
  code: CodeLocation,
  before?: FunctionConfiguration,
): FunctionConfiguration {
  const runtime = text(settings, 'Runtime') ?? before?.runtime ?? '';
  if (runtimeFamily(runtime) === undefined) {
    throw invalidParameter(
      `The runtime ${JSON.stringify(runtime)} is not supported; nodejs*.x and python3.* are.`,
    );
  }
  const role = text(settings, 'Role') ?? before?.role ?? '';
  if (!new RegExp(`^arn:${account.partition}[a-zA-Z-]*:iam::\\d{12}:role/.+`).test(role)) {
    throw invalidParameter(`The role ${JSON.stringify(role)} is not the ARN of a role.`);
  }
  const handler = text(settings, 'Handler') ?? before?.handler ?? '';
  if (!/^[^\s]{1,128}$/.test(handler)) {
    throw invalidParameter(`The handler ${JSON.stringify(handler)} is not a handler's name.`);
  }
  const deadLetterTarget = text(members(settings, 'DeadLetterConfig') ?? {}, 'TargetArn') || undefined;
  if (deadLetterTarget !== undefined && deadLetterTarget.split(':')[2] !== 'sqs') {
    throw invalidParameter('Only queues are supported as dead-letter targets.');
  }
  return {
    description: text(settings, 'Description') ?? before?.description ?? '',
    runtime,
    handler,
    role,
    timeout: integer(settings, 'Timeout', 1, 900) ?? before?.timeout ?? 3,
    memorySize: integer(settings, 'MemorySize', 128, 10_240) ?? before?.memorySize ?? 128,
    ephemeralStorage:
      integer(members(settings, 'EphemeralStorage') ?? {}, 'Size', 512, 10_240) ??
      before?.ephemeralStorage ??
      512,
    variables: variables(settings) ?? before?.variables ?? {},
    architectures: textList(settings, 'Architectures') ?? before?.architectures ?? ['x86_64'],
    tracing: text(members(settings, 'TracingConfig') ?? {}, 'Mode') ?? before?.tracing ?? 'PassThrough',
    logging: logging(name, members(settings, 'LoggingConfig')) ?? before?.logging ?? defaultLogging(name),
    layers: textList(settings, 'Layers') ?? before?.layers ?? [],
    code,
    codeSha256: codeDigest(code),
    ...(deadLetterTarget === undefined ? {} : { deadLetterTarget }),
  };
}

function variables(settings: FunctionSettings): Record<string, string> | undefined {
  const given = members(members(settings, 'Environment') ?? {}, 'Variables');
  if (given === undefined) return undefined;
  const result = Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) {
        throw invalidParameter(`The environment variable ${name} must be a string.`);
      }
      return [name, String(value)];
    }),
  );
  const problem = variablesProblem(result);
  if (problem !== undefined) throw invalidParameter(problem);
  return result;
}

function logging(name: string, settings: FunctionSettings | undefined): LoggingConfig | undefined {
  if (settings === undefined) return undefined;
  const format = text(settings, 'LogFormat') ?? 'Text';
  if (format !== 'Text' && format !== 'JSON') {
    throw invalidParameter(`LoggingConfig.LogFormat must be Text or JSON, not ${JSON.stringify(format)}.`);
  }
  const application = text(settings, 'ApplicationLogLevel');
  const system = text(settings, 'SystemLogLevel');
  if (format === 'Text' && (application !== undefined || system !== undefined)) {
    throw invalidParameter('Log levels can only be configured with the JSON log format.');
  }
  const applicationLogLevel = LOG_LEVELS.find((level) => level === (application ?? 'INFO'));
  const systemLogLevel = (['DEBUG', 'INFO', 'WARN'] as const).find((level) => level === (system ?? 'INFO'));
  if (applicationLogLevel === undefined || systemLogLevel === undefined) {
    throw invalidParameter('LoggingConfig names a log level that is not known.');
  }
  const group = text(settings, 'LogGroup') ?? `/aws/lambda/${name}`;
  return { format, applicationLogLevel, systemLogLevel, group };
}

function defaultLogging(name: string): LoggingConfig {
  return {
    format: 'Text',
    applicationLogLevel: 'INFO',
    systemLogLevel: 'INFO',
    group: `/aws/lambda/${name}`,
  };
}

function members(settings: FunctionSettings, name: string): FunctionSettings | undefined {
  const value = settings[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidParameter(`${name} must be an object.`);
  return { ...value };
}

function text(settings: FunctionSettings, name: string): string | undefined {
  const value = settings[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw invalidParameter(`${name} must be a string.`);
  return value;
}

function textList(settings: FunctionSettings, name: string): string[] | undefined {
  const value = settings[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalidParameter(`${name} must be a list.`);
  return value.map(String);
}

/** A whole number; templates may give it as text. */
function integer(settings: FunctionSettings, name: string, least: number, most: number): number | undefined {
  const value = settings[name] ?? undefined;
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
    throw invalidParameter(`${name} must be a whole number from ${least} to ${most}.`);
  }
  return number;
}
