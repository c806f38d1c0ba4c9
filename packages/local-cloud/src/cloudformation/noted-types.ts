import { createHash } from 'node:crypto';
import { type Account, regionalArn } from '../aws/account.ts';
import type { TemplateResource } from './template.ts';

interface NotedType {
  /** What is missing; empty for what is of no interest. */
  readonly reason: string;
  /** The property that names it, where `Ref` gives that name. */
  readonly name?: string;
  /** What its ARN says: the service, and all before the identifier. */
  readonly arn?: readonly [service: string, prefix: string];
  /** `Ref` gives the ARN. */
  readonly refIsArn?: true;
}

const NO_ALARM = 'no alarm will be raised';
const NO_NETWORK = 'functions run in no network of their own and reach the services without it';
const NO_BACKUP = 'nothing is backed up';
const NO_NAMES = 'no names are served here';
const NO_SCALING = 'nothing scales on one machine';
const NO_TRACES = 'nothing is traced';
const NO_SHIFTING = 'a new version takes the traffic at once';

/**
 * Resource types that change nothing a caller on one machine could see. They are left out with a
 * notice that says what is missing. A type that is neither here nor emulated stops the start.
 */
const NOTED_TYPES: Readonly<Record<string, NotedType>> = {
  'AWS::CDK::Metadata': { reason: '' },
  'AWS::CloudWatch::Alarm': { reason: NO_ALARM, name: 'AlarmName', arn: ['cloudwatch', 'alarm:'] },
  'AWS::CloudWatch::CompositeAlarm': { reason: NO_ALARM, name: 'AlarmName', arn: ['cloudwatch', 'alarm:'] },
  'AWS::CloudWatch::Dashboard': { reason: 'there is no dashboard', name: 'DashboardName' },
  'AWS::ApplicationAutoScaling::ScalableTarget': { reason: NO_SCALING },
  'AWS::ApplicationAutoScaling::ScalingPolicy': { reason: NO_SCALING },
  'AWS::ResourceGroups::Group': { reason: 'there are no resource groups' },
  'AWS::Cognito::ManagedLoginBranding': { reason: 'the sign-in pages keep their own look' },
  'AWS::Cognito::LogDeliveryConfiguration': { reason: 'user activity is not exported' },
  'AWS::Logs::MetricFilter': { reason: 'no metrics are counted' },
  'AWS::Logs::ResourcePolicy': { reason: 'only the cloud itself writes for its services' },
  'AWS::Logs::QueryDefinition': { reason: 'there are no saved queries' },
  'AWS::KMS::Key': {
    reason: 'nothing is encrypted on the disk, and calls of KMS are refused',
    arn: ['kms', 'key/'],
  },
  'AWS::KMS::Alias': { reason: 'nothing is encrypted on the disk', name: 'AliasName' },
  'AWS::XRay::Group': { reason: NO_TRACES, arn: ['xray', 'group/'], refIsArn: true },
  'AWS::XRay::SamplingRule': { reason: NO_TRACES, arn: ['xray', 'sampling-rule/'], refIsArn: true },
  'AWS::EC2::EIP': { reason: NO_NETWORK },
  'AWS::EC2::NatGateway': { reason: NO_NETWORK },
  'AWS::EC2::VPCEndpoint': { reason: NO_NETWORK },
  'AWS::EC2::FlowLog': { reason: 'no packets flow in networks here' },
  'AWS::CertificateManager::Certificate': {
    reason: 'everything speaks plain HTTP here',
    arn: ['acm', 'certificate/'],
    refIsArn: true,
  },
  'AWS::Route53::HostedZone': { reason: NO_NAMES },
  'AWS::Route53::RecordSet': { reason: NO_NAMES, name: 'Name' },
  'AWS::Backup::BackupVault': {
    reason: NO_BACKUP,
    name: 'BackupVaultName',
    arn: ['backup', 'backup-vault:'],
  },
  'AWS::Backup::BackupPlan': { reason: NO_BACKUP, arn: ['backup', 'backup-plan:'] },
  'AWS::Backup::BackupSelection': { reason: NO_BACKUP },
  'AWS::CodeDeploy::Application': { reason: NO_SHIFTING, name: 'ApplicationName' },
  'AWS::CodeDeploy::DeploymentGroup': { reason: NO_SHIFTING, name: 'DeploymentGroupName' },
};

/** Why resources of this type are left out; undefined when they are not. */
export function notedReason(type: string): string | undefined {
  return notedType(type)?.reason;
}

/** What others see of a resource that was left out. */
export interface NotedResource {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives: an ARN of the right form, or its name or identifier. */
  attribute(name: string): string;
}

/**
 * How other resources and outputs see one that was left out, the same in every deployment.
 * Undefined when the type is not left out.
 */
export function notedResource(
  account: Account,
  stackId: string,
  logicalId: string,
  { type, properties }: TemplateResource,
): NotedResource | undefined {
  const noted = notedType(type);
  if (noted === undefined) return undefined;
  const given = noted.name === undefined ? undefined : properties[noted.name];
  const uuid = stableUuid(`${stackId}/${logicalId}`);
  const generated = noted.name === undefined ? uuid : `${logicalId}-${uuid.slice(-12).toUpperCase()}`;
  const id = typeof given === 'string' ? given : generated;
  const arn = noted.arn === undefined ? id : regionalArn(account, noted.arn[0], noted.arn[1] + id);
  return {
    physicalId: noted.refIsArn ? arn : id,
    attribute: (name) => (name.endsWith('Arn') ? arn : id),
  };
}

function notedType(type: string): NotedType | undefined {
  return Object.hasOwn(NOTED_TYPES, type) ? NOTED_TYPES[type] : undefined;
}

function stableUuid(seed: string): string {
  const digest = createHash('sha256').update(seed).digest('hex');
  return [8, 12, 16, 20, 32].map((end, at, ends) => digest.slice(ends[at - 1] ?? 0, end)).join('-');
}
