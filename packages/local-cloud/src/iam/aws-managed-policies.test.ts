import { expect, it } from 'vitest';
import { awsManagedDocument, awsManagedPolicy, isAwsManagedArn } from './aws-managed-policies.ts';

it.each([
  'AdministratorAccess',
  'AWSXRayDaemonWriteAccess',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AWSLambdaDynamoDBExecutionRole',
  'service-role/AWSLambdaSQSQueueExecutionRole',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
])('knows %s, in every partition', (name) => {
  for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
    const arn = `arn:${partition}:iam::aws:policy/${name}`;
    expect(awsManagedPolicy(arn)?.name).toBe(arn);
    expect(awsManagedPolicy(arn)).toBe(awsManagedPolicy(arn));
  }
});

it.each([
  ['arn:aws:iam::aws:policy/NoSuchPolicy', true],
  ['arn:aws:iam::aws:policy/toString', true],
  ['arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole', true],
  ['arn:aws:iam::000000000000:policy/AdministratorAccess', false],
  ['AdministratorAccess', false],
])('does not know %s', (arn, ofAws) => {
  expect(isAwsManagedArn(arn)).toBe(ofAws);
  expect(awsManagedPolicy(arn)).toBeUndefined();
  expect(awsManagedDocument(arn)).toBeUndefined();
});
