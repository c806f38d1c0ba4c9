/**
 * Resource types that change nothing a caller on one machine could see. They are left out with a
 * notice that says what is missing. A type that is neither here nor emulated stops the start.
 */
export const NOTED_TYPES: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': '',
  'AWS::CloudWatch::Alarm': 'no alarm will be raised',
  'AWS::CloudWatch::CompositeAlarm': 'no alarm will be raised',
  'AWS::CloudWatch::Dashboard': 'there is no dashboard',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'nothing scales on one machine',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'nothing scales on one machine',
  'AWS::ResourceGroups::Group': 'there are no resource groups',
  'AWS::Cognito::ManagedLoginBranding': 'the sign-in pages keep their own look',
  'AWS::Cognito::LogDeliveryConfiguration': 'user activity is not exported',
  'AWS::Logs::MetricFilter': 'no metrics are counted',
  'AWS::Logs::ResourcePolicy': 'only the cloud itself writes for its services',
  'AWS::Logs::QueryDefinition': 'there are no saved queries',
};
