import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { WebSite } from './web-site.ts';

export interface WebFilesProps {
  readonly site: WebSite;
  /** The folder with the built application. */
  readonly folder: string;
  /** What the application must know of the deployment that it belongs to; `/config.json`. */
  readonly config: Readonly<Record<string, string>>;
}

const ASSETS = 'assets/*';
const FOREVER = 'public, max-age=31536000, immutable';

/** Puts the built application and its configuration into the site's bucket. */
export class WebFiles extends Construct {
  constructor(scope: Construct, id: string, { site, folder, config }: WebFilesProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const built = Source.asset(folder);
    const common = { destinationBucket: site.bucket as IBucket, logGroup };
    // Their names hold the hash of what is in them. Older ones stay, for pages that are still open.
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [built],
      exclude: ['*'],
      include: [ASSETS],
      prune: false,
      cacheControl: [CacheControl.fromString(FOREVER)],
    });
    const configuration: ISource = Source.jsonData('config.json', { ...config });
    const pages = new BucketDeployment(this, 'Pages', {
      ...common,
      sources: [built, configuration],
      exclude: [ASSETS],
      cacheControl: [CacheControl.noCache()],
      distribution: site.distribution,
      distributionPaths: ['/index.html', '/docs/index.html', '/config.json'],
    });
    // A page never names what is not there yet.
    pages.node.addDependency(assets);
  }
}
