import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/**
 * A module's table: partition key `pk`, sort key `sk`, paid by request, restorable to any second of the last 35
 * days. Items with an `expiresAt` (epoch seconds) go away by themselves. With `stream` it tells of its changes.
 */
export function createModuleTable(
  scope: Construct,
  id: string,
  settings: Settings,
  stream?: StreamViewType,
): Table {
  return new Table(scope, id, {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: 'expiresAt',
    ...(stream === undefined ? {} : { stream }),
    deletionProtection: settings.protectData,
    removalPolicy: settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
