/** Credentials as STS gives them out. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
}

/** How a service takes on a role for code that it runs. */
export interface RoleCredentials {
  /**
   * Credentials of `roleArn` under the session name, for a service such as `lambda.amazonaws.com`.
   * Throws AwsError when the role is missing or its trust policy does not name the service.
   */
  assumeForService(roleArn: string, sessionName: string, servicePrincipal: string): TemporaryCredentials;
  /**
   * Whether the role's policies allow the action; for what a service does itself in the role's name
   * (Lambda writing a function's log lines).
   */
  allows(roleArn: string, sessionName: string, action: string, resource: string): boolean;
}
