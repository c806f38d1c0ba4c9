import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { FunctionBundles } from './bundle-function.ts';
import type { DataStack } from './data-stack.ts';
import { ModuleFunction } from './module-function.ts';
import { modules } from './modules/modules.ts';
import { PeopleApi } from './people-api.ts';
import type { Settings } from './settings.ts';

export interface ApiStackProps extends StackProps {
  readonly data: DataStack;
  readonly bundles: FunctionBundles;
  readonly settings: Settings;
}

/** What a release replaces: the functions and the APIs in front of them. It keeps nothing. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { data, bundles, settings, ...props }: ApiStackProps) {
    super(scope, id, { ...props, terminationProtection: settings.protectData });
    const output = (name: string, value: string): CfnOutput => new CfnOutput(this, name, { value });
    const functions = new Map<string, IFunction>();
    for (const module of modules) {
      const table = data.tables.get(module.name);
      if (table === undefined) throw new Error(`The module ${module.name} has no table`);
      const made = new ModuleFunction(this, module.id, {
        module,
        table,
        code: bundles.folder(module.name),
        webOrigin: settings.webOrigin,
      });
      functions.set(module.name, made.function);
      output(`${module.id}FunctionName`, made.function.functionName);
      output(`${module.id}LogGroupName`, made.logGroup.logGroupName);
    }
    const people = new PeopleApi(this, 'PeopleApi', {
      pool: data.people.pool,
      functions,
      settings,
    });
    output('PeopleApiUrl', people.api.url);
  }
}
