/** The condition keys of a service of AWS that acts for a resource of the account. */
export function serviceKeys(of: {
  /** Such as `cloudfront.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: string;
  readonly accountId: string;
}): Readonly<Record<string, string>> {
  return {
    'aws:SourceArn': of.sourceArn,
    'aws:SourceAccount': of.accountId,
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': of.service,
  };
}
