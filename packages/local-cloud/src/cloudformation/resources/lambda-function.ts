import type { Account } from '../../aws/account.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { CodeStore } from '../../lambda/code/code-store.ts';
import { variablesProblem } from '../../lambda/environment-variables.ts';
import { isForeignLayer, isWatcher } from '../../lambda/foreign-layers.ts';
import {
  type CodeLocation,
  type FunctionRecord,
  functionArn,
  NEW_FUNCTION,
  runtimeFamily,
} from '../../lambda/function-record.ts';
import { functionConfiguration } from '../../lambda/function-settings.ts';
import type { FunctionStore } from '../../lambda/function-store.ts';
import type { PythonInstallation } from '../../lambda/python/python-installation.ts';
import type {
  Json,
  JsonObject,
  ResourceProvider,
  ResourceRequest,
  ResourceState,
} from '../resource-provider.ts';
import { UnsupportedPropertyError } from '../resource-provider.ts';
import { generatedName } from './generated-name.ts';
import { textsOf } from './property-values.ts';

const NESTED: Readonly<Record<string, readonly string[]>> = {
  Code: ['S3Bucket', 'S3Key', 'S3ObjectVersion', 'ZipFile', 'SourceKMSKeyArn'],
  Environment: ['Variables'],
  EphemeralStorage: ['Size'],
  LoggingConfig: ['ApplicationLogLevel', 'LogFormat', 'LogGroup', 'SystemLogLevel'],
  TracingConfig: ['Mode'],
  DeadLetterConfig: ['TargetArn'],
};

/** AWS::Lambda::Function */
export function lambdaFunctionProvider(needs: {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly code: CodeStore;
  /** The Python of this machine. */
  readonly python: () => PythonInstallation | undefined;
  readonly newId: () => string;
  readonly now: () => number;
}): ResourceProvider {
  const { account, functions } = needs;
  const state = ({ name }: { readonly name: string }): ResourceState => ({
    physicalId: name,
    attributes: { Arn: functionArn(account, name) },
  });

  async function save(
    name: string,
    { properties }: ResourceRequest,
    creationToken: string | undefined,
    before?: FunctionRecord,
  ): Promise<FunctionRecord> {
    const { reservedConcurrency: _removed, deadLetterTarget: _gone, ...kept } = before ?? {};
    const reserved = properties.ReservedConcurrentExecutions;
    const location = await codeLocation(needs.code, properties);
    const layers = textsOf(properties.Layers).filter((arn) => !isWatcher(arn));
    const configuration = functionConfiguration(account, name, { ...properties, Layers: layers }, location);
    // Code that is missing or broken fails here, rather than at the first request.
    await needs.code.taskRoot(configuration);
    const record: FunctionRecord = {
      ...NEW_FUNCTION,
      ...kept,
      ...configuration,
      name,
      ...(creationToken === undefined ? {} : { creationToken }),
      revisionId: needs.newId(),
      lastModified: needs.now(),
      tags: tagMap(properties.Tags),
      ...(reserved === undefined ? {} : { reservedConcurrency: Number(reserved) }),
    };
    await functions.put(record);
    return record;
  }

  return {
    type: 'AWS::Lambda::Function',
    properties: {
      Architectures: 'supported',
      Code: 'supported',
      Description: 'supported',
      Environment: 'supported',
      EphemeralStorage: 'supported',
      FunctionName: 'supported',
      Handler: 'supported',
      LoggingConfig: 'supported',
      MemorySize: 'supported',
      PackageType: {
        supportedWhen: (value) => value === 'Zip',
        otherwise: { refused: 'functions in container images are not supported.' },
      },
      ReservedConcurrentExecutions: 'supported',
      Role: 'supported',
      Runtime: {
        supportedWhen: (value) => typeof value !== 'string' || runtimeFamily(value) !== undefined,
        otherwise: { refused: 'only the nodejs and python3 runtimes are supported.' },
      },
      Tags: 'supported',
      Timeout: 'supported',
      TracingConfig: 'supported',
      DeadLetterConfig: 'supported',
      KmsKeyArn: { noted: 'environment variables are not encrypted on the disk' },
      RecursiveLoop: { noted: 'loops of functions are not detected' },
      RuntimeManagementConfig: { noted: "functions run on this machine's own Node and Python" },
      VpcConfig: { noted: 'the function runs in no network of its own' },
      SnapStart: {
        supportedWhen: (value) => isObject(value) && value.ApplyOn === 'None',
        otherwise: { noted: 'every environment starts from nothing' },
      },
      CodeSigningConfigArn: { refused: 'signatures of code are not verified.' },
      DurableConfig: { refused: 'durable functions are not supported.' },
      FileSystemConfigs: { refused: 'there are no file systems to mount.' },
      ImageConfig: { refused: 'functions in container images are not supported.' },
      Layers: {
        supportedWhen: (value) => !textsOf(value).some(isWatcher),
        otherwise: { noted: 'extensions that only watch a function are left out' },
      },
      TenancyConfig: { refused: 'tenant isolation is not supported.' },
      CapacityProviderConfig: { refused: 'managed instances are not supported.' },
    },

    check(properties) {
      const runtime = textOf(properties.Runtime) ?? '';
      if (runtimeFamily(runtime) === 'python' && needs.python() === undefined) {
        throw new UnsupportedPropertyError(
          'Runtime',
          `it cannot run: ${runtime} needs python3 (3.9 or later) on the search path of this machine.`,
        );
      }
      for (const [at, arn] of textsOf(properties.Layers).entries()) {
        if (!isForeignLayer(account, arn) || isWatcher(arn)) continue;
        throw new UnsupportedPropertyError(
          `Layers.${at}`,
          `${arn} belongs to another account and is not here: bundle what it holds, or make a layer of your own.`,
        );
      }
      checkVariableNames(properties.Environment);
      for (const [name, known] of Object.entries(NESTED)) {
        const value = properties[name];
        if (!isObject(value)) continue;
        for (const member of Object.keys(value)) {
          const path = `${name}.${member}`;
          if (path === 'DeadLetterConfig.TargetArn' && !mayBeQueue(value[member])) {
            throw new UnsupportedPropertyError(path, 'only queues are supported as dead-letter targets.');
          }
          if (path === 'Code.ImageUri') {
            throw new UnsupportedPropertyError(path, 'functions in container images are not supported.');
          }
          if (!known.includes(member)) {
            throw new UnsupportedPropertyError(path, 'this property is not supported.');
          }
        }
      }
    },

    async create(request) {
      const name = textOf(request.properties.FunctionName) ?? generatedName(request, 64);
      const existing = functions.get(name);
      if (existing !== undefined && existing.creationToken !== request.creationToken) {
        throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409);
      }
      return state(await save(name, request, request.creationToken, existing));
    },

    async update(request, { physicalId }, before) {
      if (request.properties.FunctionName !== before.FunctionName) return 'replace';
      const existing = functions.get(physicalId);
      if (existing === undefined) return 'replace';
      return state(await save(physicalId, request, existing.creationToken, existing));
    },

    async delete({ physicalId }) {
      if (functions.get(physicalId) !== undefined) await functions.delete(physicalId);
    },
  };
}

async function codeLocation(store: CodeStore, properties: JsonObject): Promise<CodeLocation> {
  const code = isObject(properties.Code) ? properties.Code : {};
  const source = textOf(code.ZipFile);
  if (source !== undefined) return { kind: 'inline', source };
  return store.locate(textOf(code.S3Bucket) ?? '', textOf(code.S3Key) ?? '', textOf(code.S3ObjectVersion));
}

/** Names that Lambda would refuse are found before anything is made. */
function checkVariableNames(environment: Json | undefined): void {
  const { Variables: variables } = isObject(environment) ? environment : {};
  if (!isObject(variables)) return;
  const problem = variablesProblem(Object.fromEntries(Object.keys(variables).map((name) => [name, ''])));
  if (problem !== undefined) throw new UnsupportedPropertyError('Environment.Variables', problem);
}

/** A placeholder stands where the target's ARN is not known yet. */
function mayBeQueue(arn: Json | undefined): boolean {
  return typeof arn !== 'string' || !/^arn:[^:]*:(?!sqs:|unknown:)/.test(arn);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function tagMap(tags: Json | undefined): Record<string, string> {
  const entries = Array.isArray(tags) ? tags : [];
  return Object.fromEntries(entries.map((tag) => [String(tag?.Key), String(tag?.Value)]));
}
