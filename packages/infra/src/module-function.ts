import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ModuleDefinition } from './module-definition.ts';

export interface ModuleFunctionProps {
  readonly module: ModuleDefinition;
  readonly table: Table;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly webOrigin: string;
}

/** A module's function with its own role and log group. */
export class ModuleFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { module, table, code, webOrigin }: ModuleFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // Inline, so that the function never starts before its permissions exist.
      inlinePolicies: {
        data: new PolicyDocument({ statements: [...module.permissions(table)] }),
        log: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [this.logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: `Taskyard: ${module.name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(code),
      role,
      logGroup: this.logGroup,
      memorySize: 512,
      timeout: module.timeout ?? Duration.seconds(15),
      tracing: Tracing.DISABLED,
      environment: {
        TABLE_NAME: table.tableName,
        ALLOWED_ORIGIN: webOrigin,
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
  }
}
