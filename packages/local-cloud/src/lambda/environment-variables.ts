import type { Account } from '../aws/account.ts';
import type { TemporaryCredentials } from '../iam/role-credentials.ts';
import { type FunctionConfiguration, runtimeFamily } from './function-record.ts';

/** Names that Lambda sets itself and that a function may not set. */
const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/** Of all names and values together, in bytes. */
const MAX_VARIABLES_BYTES = 4096;

/** Why Lambda would refuse these variables; undefined when it would not. */
export function variablesProblem(variables: Readonly<Record<string, string>>): string | undefined {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    return `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`;
  }
  const wrong = Object.keys(variables).find((name) => !/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name));
  if (wrong !== undefined) {
    return `The environment variable name ${JSON.stringify(wrong)} must match [a-zA-Z]([a-zA-Z0-9_])+.`;
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > MAX_VARIABLES_BYTES) {
    return `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the ${MAX_VARIABLES_BYTES / 1024}KB limit. String measured: ${bytes} bytes`;
  }
  return undefined;
}

/** The whole of `process.env` in an environment: what AWS sets, the function's own, and where AWS is. */
export function environmentVariables(needs: {
  readonly account: Account;
  readonly origin: string;
  readonly name: string;
  readonly version: string;
  readonly configuration: FunctionConfiguration;
  readonly credentials: TemporaryCredentials;
  readonly logStream: string;
  readonly taskRoot: string;
  /** The environment's own `/tmp`. */
  readonly temporaryDirectory: string;
  /** Where modules are looked for after the function's own. */
  readonly modulePath: string;
}): Record<string, string> {
  const { account, configuration, credentials } = needs;
  const pathName = runtimeFamily(configuration.runtime) === 'python' ? 'PYTHONPATH' : 'NODE_PATH';
  return {
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TZ: ':UTC',
    [pathName]: needs.modulePath,
    TMPDIR: needs.temporaryDirectory,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '169.254.79.129:2000',
    // Where SDK clients send what they would send to AWS; a function may point single services elsewhere.
    AWS_ENDPOINT_URL: needs.origin,
    // By an address clients put the bucket into the path; names below localhost do not resolve everywhere.
    AWS_ENDPOINT_URL_S3: needs.origin.replace('//localhost', '//127.0.0.1'),
    ...configuration.variables,
    LAMBDA_TASK_ROOT: needs.taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: configuration.handler,
    AWS_REGION: account.region,
    AWS_DEFAULT_REGION: account.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: needs.name,
    AWS_LAMBDA_FUNCTION_VERSION: needs.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: needs.logStream,
    AWS_LAMBDA_RUNTIME_API: '169.254.100.1:9001',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    ...(configuration.logging.format === 'JSON'
      ? {
          AWS_LAMBDA_LOG_FORMAT: 'JSON',
          AWS_LAMBDA_LOG_LEVEL: configuration.logging.applicationLogLevel,
        }
      : {}),
  };
}
