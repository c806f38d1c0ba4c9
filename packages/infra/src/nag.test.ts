import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { automationOperations, methodsOf } from '@taskyard/contract';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { modules } from './modules/modules.ts';
import { testApp } from './synthesized.fixture.ts';

const SITE = 'Taskyard-Api/Site/Distribution/Resource';
const FILES = 'Taskyard-Api/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

/** Each finding of cdk-nag's AWS Solutions rules that stays, and why. */
const accepted: readonly { readonly rule: string; readonly at: string; readonly because: string }[] = [
  {
    rule: 'AwsSolutions-COG2',
    at: 'Taskyard-Data/People/Pool/Resource',
    because:
      'Everybody can add an authenticator app to their own sign-in; requiring it needs one for everybody.',
  },
  {
    rule: 'AwsSolutions-COG8',
    at: 'Taskyard-Data/People/Pool/Resource',
    because: 'The plus plan costs per person and month. Password policy and lockout work without it.',
  },
  ...['PeopleApi', 'AutomationApi'].flatMap((api) => [
    {
      rule: 'AwsSolutions-APIG2',
      at: `Taskyard-Api/${api}/Api/Resource`,
      because:
        "The functions check each request with the contract's schemas and say what is wrong; the gateway only says that something is.",
    },
    {
      rule: 'AwsSolutions-APIG3',
      at: `Taskyard-Api/${api}/Api/DeploymentStage.dev/Resource`,
      because: 'A web ACL has a monthly price. Every route needs a token, and the stage throttles.',
    },
    {
      rule: 'AwsSolutions-APIG6',
      at: `Taskyard-Api/${api}/Api/DeploymentStage.dev/Resource`,
      because:
        'Execution logs go to a group without retention. The access log and the log of the functions tell the same.',
    },
  ]),
  ...automationOperations.flatMap((operation) =>
    methodsOf(operation).map((method) => ({
      rule: 'AwsSolutions-COG4',
      at: `Taskyard-Api/AutomationApi/Api/Default${operation.resource}/${method}/Resource`,
      because: 'Programs have no sign-in page; a Lambda authorizer takes their personal access tokens.',
    })),
  ),
  ...['APIG4', 'COG4'].flatMap((rule) =>
    ['GET', 'HEAD'].map((method) => ({
      rule: `AwsSolutions-${rule}`,
      at: `Taskyard-Api/PeopleApi/Api/Default/openapi.json/${method}/Resource`,
      because: 'How the API is asked is no secret; the function behind it may do nothing but log.',
    })),
  ),
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    at: 'Taskyard-Api/PeopleApi/Api/CloudWatchRole/Resource',
    because: 'The role that API Gateway writes logs with is one an account; AWS asks for this policy.',
  },
  ...[
    ...modules.map(({ id }) => id),
    'About',
    'TokenAuthorizer',
    'RecordSummary/Summary',
    'TaskStream/Stream',
    'TaskTransfer/Transfer',
  ].map((id) => ({
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: `Taskyard-Api/${id}/Role/Resource`,
    because:
      'X-Ray knows no resources for sending traces, EC2 (for the networks alone) none for what describes, and DynamoDB (for streams alone) none for ListStreams.',
  })),
  ...['subnet', 'vpc'].map((type) => ({
    rule: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:${type}/*]`,
    at: 'Taskyard-Api/Networks/Role/Resource',
    because:
      'EC2 names what is yet to be made with a wildcard. Conditions on the tag keep the role to what it made itself.',
  })),
  {
    rule: 'AwsSolutions-IAM5[Resource::Taskyard-Data:ExportsOutputFnGetAttRecordSummaries4916F6E8Arn7DE57F28/records/*]',
    at: 'Taskyard-Api/RecordSummary/Summary/Role/Resource',
    because: 'Each day has an object of its own under this prefix.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::Taskyard-Data:ExportsOutputFnGetAttAttachments87B238D3Arn6729C3C8/attachments/*]',
    at: 'Taskyard-Api/TaskStream/Stream/Role/Resource',
    because: 'Each attachment has an object of its own under this prefix.',
  },
  ...['attachments', 'uploads'].map((prefix) => ({
    rule: `AwsSolutions-IAM5[Resource::Taskyard-Data:ExportsOutputFnGetAttAttachments87B238D3Arn6729C3C8/${prefix}/*]`,
    at: 'Taskyard-Api/Tasks/Role/Resource',
    because: 'Each attachment has an object of its own under these prefixes.',
  })),
  {
    rule: 'AwsSolutions-S1',
    at: 'Taskyard-Data/Attachments/Resource',
    because: 'Every way into it is a link that the API signed and logged; CloudTrail tells the rest.',
  },
  ...['Tasks', 'TaskTransfer/Transfer'].flatMap((at) =>
    ['exports', 'imports', 'reports'].map((prefix) => ({
      rule: `AwsSolutions-IAM5[Resource::Taskyard-Data:ExportsOutputFnGetAttTransfers793EE2FEArnF9BF0921/${prefix}/*]`,
      at: `Taskyard-Api/${at}/Role/Resource`,
      because: 'Each export and import has files of its own under these prefixes.',
    })),
  ),
  {
    rule: 'AwsSolutions-S1',
    at: 'Taskyard-Data/Transfers/Resource',
    because: 'Every way into it is a link that the API signed and logged; what is in it goes after a week.',
  },
  {
    rule: 'AwsSolutions-S1',
    at: 'Taskyard-Data/RecordSummaries/Resource',
    because: 'One function writes one object a day, with numbers only; CloudTrail tells who reads it.',
  },
  {
    rule: 'AwsSolutions-S1',
    at: 'Taskyard-Api/Site/Files/Resource',
    because: 'It holds what everybody may read, and only the distribution reads it.',
  },
  {
    rule: 'AwsSolutions-CFR1',
    at: SITE,
    because: 'The application is for people everywhere.',
  },
  {
    rule: 'AwsSolutions-CFR2',
    at: SITE,
    because: 'A web ACL has a monthly price. The files are public, and the API needs a token and throttles.',
  },
  {
    rule: 'AwsSolutions-CFR3',
    at: SITE,
    because: 'Calls of the API are in its own access log; who loads the public files is nobody’s business.',
  },
  {
    rule: 'AwsSolutions-CFR4',
    at: SITE,
    because:
      'The name that AWS gives comes with its certificate and its TLS policy; a name of one’s own asks for TLS 1.2.',
  },
  ...[
    'IAM5[Resource::*]',
    'IAM5[Resource::<SiteFiles975A43CF.Arn>/*]',
    'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
    ...['Abort*', 'DeleteObject*', 'GetBucket*', 'GetObject*', 'List*'].map(
      (name) => `IAM5[Action::s3:${name}]`,
    ),
  ].map((rule) => ({
    rule: `AwsSolutions-${rule}`,
    at: `${FILES}/ServiceRole/DefaultPolicy/Resource`,
    because:
      'CDK writes the policy of its own function: it reads assets, writes into the one bucket and invalidates.',
  })),
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    at: `${FILES}/ServiceRole/Resource`,
    because: 'CDK gives its own function this policy.',
  },
  {
    rule: 'AwsSolutions-L1',
    at: `${FILES}/Resource`,
    because: 'CDK chooses the runtime of its own function.',
  },
];

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

it('cdk-nag finds only what is accepted, and all of that', () => {
  const { app, outdir, remove } = testApp();
  try {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow('AwsSolutions-COG8');
    const report: Report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    const found = report.pluginReports.flatMap(({ violations }) =>
      violations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      ),
    );
    expect(found.sort()).toEqual(accepted.map(({ rule, at }) => `${rule} at ${at}`).sort());
  } finally {
    remove();
  }
});
