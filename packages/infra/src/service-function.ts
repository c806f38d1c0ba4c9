import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface ServiceFunctionProps {
  /** What it is for, in a word or two. */
  readonly purpose: string;
  /** The folder with the bundled handler. */
  readonly code: string;
  readonly environment: Readonly<Record<string, string>>;
  /** All that it may do besides writing its log. */
  readonly permissions: readonly PolicyStatement[];
  /** 15 seconds when absent. */
  readonly timeout?: Duration | undefined;
}

/** A function of the service with its own role and log group. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // Inline, so that the function never starts before its permissions exist.
      inlinePolicies: {
        ...(props.permissions.length === 0
          ? {}
          : { data: new PolicyDocument({ statements: [...props.permissions] }) }),
        trace: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
              // X-Ray knows no resources for these.
              resources: ['*'],
            }),
          ],
        }),
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
      description: `Taskyard: ${props.purpose}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.code),
      // All it may do is inline: the CDK would add what tracing needs as a policy beside the role.
      role: role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      memorySize: 512,
      timeout: props.timeout ?? Duration.seconds(15),
      tracing: Tracing.ACTIVE,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
    });
  }
}
