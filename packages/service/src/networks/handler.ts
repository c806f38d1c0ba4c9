import { EC2Client } from '@aws-sdk/client-ec2';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { moduleHandler, moduleTools } from '../api/module-handler.ts';
import { type DirectAnswer, directInvocation } from './direct-invocation.ts';
import { dynamoNetworkStore } from './dynamo-network-store.ts';
import { ec2Provisioner } from './ec2-provisioner.ts';
import { networkRoutes } from './network-routes.ts';

const shared = moduleTools('networks');
const tools = {
  ...shared,
  store: dynamoNetworkStore(shared.client, shared.table),
  provisioner: ec2Provisioner(new EC2Client({ maxAttempts: 1 })),
};
const fromApi = moduleHandler(tools, networkRoutes(tools));
const direct = directInvocation(tools, tools.log);

/** The function of the module `networks`: behind the APIs, and for direct invocations. */
export async function handler(
  event: unknown,
  context: Context,
): Promise<APIGatewayProxyResult | DirectAnswer> {
  return isProxyEvent(event) ? fromApi(event, context) : direct(event, context);
}

function isProxyEvent(event: unknown): event is APIGatewayProxyEvent {
  return typeof event === 'object' && event !== null && 'httpMethod' in event && 'requestContext' in event;
}
