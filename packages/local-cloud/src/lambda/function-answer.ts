import type { Account } from '../aws/account.ts';
import { type FunctionConfiguration, type FunctionRecord, functionArn } from './function-record.ts';

/** A function in the form in which GetFunctionConfiguration answers it. */
export function functionAnswer(
  account: Account,
  record: FunctionRecord,
  version: string,
  configuration: FunctionConfiguration,
  qualifier?: string,
): object {
  const { logging, variables } = configuration;
  return {
    FunctionName: record.name,
    FunctionArn: functionArn(account, record.name, qualifier),
    Runtime: configuration.runtime,
    Role: configuration.role,
    Handler: configuration.handler,
    CodeSize: configuration.code.kind === 'upload' ? configuration.code.size : 0,
    Description: configuration.description,
    Timeout: configuration.timeout,
    MemorySize: configuration.memorySize,
    LastModified: new Date(record.lastModified).toISOString().replace('Z', '+0000'),
    CodeSha256: configuration.codeSha256,
    Version: version,
    ...(Object.keys(variables).length === 0 ? {} : { Environment: { Variables: variables } }),
    TracingConfig: { Mode: configuration.tracing },
    RevisionId: record.revisionId,
    ...(configuration.layers.length === 0
      ? {}
      : { Layers: configuration.layers.map((arn) => ({ Arn: arn, CodeSize: 0 })) }),
    ...(configuration.deadLetterTarget === undefined
      ? {}
      : { DeadLetterConfig: { TargetArn: configuration.deadLetterTarget } }),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: configuration.architectures,
    EphemeralStorage: { Size: configuration.ephemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig:
      logging.format === 'JSON'
        ? {
            LogFormat: 'JSON',
            ApplicationLogLevel: logging.applicationLogLevel,
            SystemLogLevel: logging.systemLogLevel,
            LogGroup: logging.group,
          }
        : { LogFormat: 'Text', LogGroup: logging.group },
  };
}
