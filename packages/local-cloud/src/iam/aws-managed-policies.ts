import { type CompiledPolicy, compilePolicy } from './policy/compiled-policy.ts';

const LOG_WRITING = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const TRACE_WRITING = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

const METRIC_READING = [
  'cloudwatch:DescribeAlarmHistory',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:DescribeAlarmsForMetric',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:ListMetrics',
  'cloudwatch:GetMetricData',
];
const DYNAMODB_FULL = [
  'dynamodb:*',
  'dax:*',
  ...METRIC_READING,
  'cloudwatch:DeleteAlarms',
  'cloudwatch:PutMetricAlarm',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
  'iam:GetRole',
  'iam:ListRoles',
  'lambda:CreateFunction',
  'lambda:ListFunctions',
  'lambda:ListEventSourceMappings',
  'lambda:CreateEventSourceMapping',
  'lambda:DeleteEventSourceMapping',
  'lambda:GetFunctionConfiguration',
  'lambda:DeleteFunction',
];

const CODE_DEPLOY = ['cloudwatch:DescribeAlarms', 'lambda:UpdateAlias', 'lambda:GetAlias'];

/**
 * What the policies that AWS itself keeps allow, on every resource. Those that CDK apps of this kind
 * attach; the key is what follows `arn:aws:iam::aws:policy/`. Actions of services that cannot be called
 * here are left out of the long ones.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  'service-role/AWSLambdaBasicExecutionRole': LOG_WRITING,
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    ...LOG_WRITING,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...LOG_WRITING,
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    ...LOG_WRITING,
  ],
  'service-role/AWSLambdaKinesisExecutionRole': [
    'kinesis:DescribeStream',
    'kinesis:DescribeStreamSummary',
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:ListShards',
    'kinesis:ListStreams',
    'kinesis:SubscribeToShard',
    ...LOG_WRITING,
  ],
  'service-role/AWSLambdaRole': ['lambda:InvokeFunction'],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
  'service-role/AWSAppSyncPushToCloudWatchLogs': LOG_WRITING,
  'service-role/AWSCodeDeployRoleForLambda': CODE_DEPLOY,
  'service-role/AWSCodeDeployRoleForLambdaLimited': CODE_DEPLOY,
  AWSLambdaExecute: ['logs:*', 's3:GetObject', 's3:PutObject'],
  // They also let it write to log groups of the extensions, which are not here.
  CloudWatchLambdaInsightsExecutionRolePolicy: ['logs:CreateLogGroup'],
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: ['xray:PutTraceSegments', 'logs:CreateLogGroup'],
  AWSXRayDaemonWriteAccess: TRACE_WRITING,
  AWSXrayWriteOnlyAccess: TRACE_WRITING,
  AWSLambda_FullAccess: ['lambda:*', 'logs:*', 'iam:GetRole', 'iam:ListRoles', 'xray:GetTraceSummaries'],
  AmazonCognitoPowerUser: ['cognito-idp:*', 'cognito-identity:*', 'iam:ListRoles', 'iam:GetRole'],
  AmazonDynamoDBFullAccess: DYNAMODB_FULL,
  AmazonDynamoDBFullAccess_v2: ['dynamodb:*', 'dax:*'],
  AmazonDynamoDBReadOnlyAccess: [
    'dynamodb:BatchGetItem',
    'dynamodb:Describe*',
    'dynamodb:List*',
    'dynamodb:GetAbacStatus',
    'dynamodb:GetItem',
    'dynamodb:GetResourcePolicy',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:PartiQLSelect',
    ...METRIC_READING,
  ],
  AmazonS3FullAccess: ['s3:*', 's3-object-lambda:*'],
  AmazonS3ReadOnlyAccess: [
    's3:Get*',
    's3:List*',
    's3:Describe*',
    's3-object-lambda:Get*',
    's3-object-lambda:List*',
  ],
  AmazonAPIGatewayInvokeFullAccess: ['execute-api:Invoke', 'execute-api:ManageConnections'],
  AmazonEC2FullAccess: ['ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*'],
  AmazonSESFullAccess: ['ses:*'],
  AmazonSNSFullAccess: ['sns:*'],
  AmazonSQSFullAccess: ['sqs:*'],
  AmazonSQSReadOnlyAccess: [
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ListDeadLetterSourceQueues',
    'sqs:ListQueues',
  ],
  AmazonSSMFullAccess: ['ssm:*', 'logs:*', 'cloudwatch:PutMetricData'],
  SecretsManagerReadWrite: ['secretsmanager:*', 'lambda:ListFunctions', 'tag:GetResources'],
  AmazonSSMReadOnlyAccess: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'],
  AWSStepFunctionsFullAccess: ['states:*'],
  CloudWatchFullAccess: ['autoscaling:Describe*', 'cloudwatch:*', 'logs:*', 'iam:GetRole'],
  CloudWatchReadOnlyAccess: [
    'cloudwatch:Describe*',
    'cloudwatch:Get*',
    'cloudwatch:List*',
    'logs:Get*',
    'logs:List*',
    'logs:Describe*',
    'logs:TestMetricFilter',
    'logs:FilterLogEvents',
  ],
  CloudWatchLogsFullAccess: ['logs:*', 'cloudwatch:GenerateQuery'],
};

const ARN = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/;
const compiled = new Map<string, CompiledPolicy>();

/** Whether the ARN is one of AWS's own, known here or not. */
export function isAwsManagedArn(arn: string): boolean {
  return ARN.test(arn);
}

/** The document of AWS's own policy of that ARN; undefined when this table does not have it. */
export function awsManagedDocument(arn: string): object | undefined {
  const name = ARN.exec(arn)?.[1] ?? '';
  const actions = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (actions === undefined) return undefined;
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
}

/** AWS's own policy of that ARN, compiled. */
export function awsManagedPolicy(arn: string): CompiledPolicy | undefined {
  const found = compiled.get(arn);
  if (found !== undefined) return found;
  const document = awsManagedDocument(arn);
  if (document === undefined) return undefined;
  const policy = compilePolicy(document, 'identity', arn);
  compiled.set(arn, policy);
  return policy;
}
