/**
 * An error that the caller of an AWS operation sees. Each service's `wire.ts` puts it into its own
 * protocol's form.
 */
export class AwsError extends Error {
  override name = 'AwsError';
  /** The exception's name as AWS spells it, without a namespace: `ResourceNotFoundException`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** Further members of the error's shape, such as DynamoDB's `CancellationReasons`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    members: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
