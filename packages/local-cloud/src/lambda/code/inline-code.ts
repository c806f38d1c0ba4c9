import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimeFamily } from '../function-record.ts';

/** The handler's module, which is always `index`. */
const FILES = { nodejs: 'index.js', python: 'index.py' } as const;

/**
 * Writes code that a template holds itself, with the module that CloudFormation gives such code for the answers of
 * custom resources. Source: "cfn-response module" of the AWS CloudFormation user guide.
 */
export async function writeInlineCode(directory: string, runtime: string, source: string): Promise<void> {
  const family = runtimeFamily(runtime) ?? 'nodejs';
  await writeFile(join(directory, FILES[family]), source);
  if (!/\bcfn-?response\b/.test(source)) return;
  if (family === 'python') {
    await writeFile(join(directory, 'cfnresponse.py'), PYTHON_RESPONSE);
    return;
  }
  const module = join(directory, 'node_modules', 'cfn-response');
  await mkdir(module, { recursive: true });
  await writeFile(join(module, 'index.js'), NODE_RESPONSE);
}

const NODE_RESPONSE = `'use strict';
const https = require('node:https');

exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';

exports.send = (event, context, status, data, physicalResourceId, noEcho = false) => {
  const body = JSON.stringify({
    Status: status,
    Reason: 'See the details in CloudWatch Log Stream: ' + context.logStreamName,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho,
    Data: data,
  });
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = https.request(event.ResponseURL, { method: 'PUT', headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  }).then(
    () => context.done?.(),
    (error) => {
      console.log('send(..) failed: ' + error);
      context.done?.();
    },
  );
};
`;

const PYTHON_RESPONSE = `import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps({
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: " + context.log_stream_name,
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    }).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT", headers={"content-type": ""})
    try:
        urllib.request.urlopen(request).close()
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
`;
