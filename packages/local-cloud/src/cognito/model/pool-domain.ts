/** The address of a pool's sign-in pages. */
export interface PoolDomain {
  /** The prefix below `auth.<region>.amazoncognito.com`, or a whole domain name. */
  readonly domain: string;
  readonly poolId: string;
  /** The ACM certificate of a custom domain; not used here. */
  readonly certificateArn?: string;
  readonly managedLoginVersion: number;
  readonly creationToken?: string;
}
