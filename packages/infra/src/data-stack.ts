import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { modules } from './modules/modules.ts';
import { PeoplePool } from './people-pool.ts';
import type { Settings } from './settings.ts';

/** What must outlive every release: the people and the tables. */
export class DataStack extends Stack {
  readonly people: PeoplePool;
  /** By the module's name. */
  readonly tables: ReadonlyMap<string, Table>;

  constructor(scope: Construct, id: string, settings: Settings, props?: StackProps) {
    super(scope, id, { ...props, terminationProtection: settings.protectData });
    this.people = new PeoplePool(this, 'People', settings);
    this.tables = new Map(modules.map((module) => [module.name, module.createTable(this, settings)]));

    const output = (name: string, value: string): CfnOutput => new CfnOutput(this, name, { value });
    output('UserPoolId', this.people.pool.userPoolId);
    output('UserPoolClientId', this.people.client.userPoolClientId);
    output('SignInUrl', this.people.signInUrl);
    output('CallbackUrl', this.people.callbackUrl);
    output('WebUrl', settings.webUrl);
    for (const { id: module, name } of modules) {
      const table = this.tables.get(name);
      if (table !== undefined) output(`${module}TableName`, table.tableName);
    }
  }
}
