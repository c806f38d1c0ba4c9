import { LocalCloud } from '@taskyard/local-cloud';

const [, , dataDirectory = ''] = process.argv;
const cloud = await LocalCloud.open({ dataDirectory, port: 0 });
process.once('SIGTERM', () => void cloud.stop());
process.stdout.write(`administrator ${JSON.stringify(cloud.administrator)}\n`);
process.stdout.write(`port ${new URL(cloud.origin).port}\n`);
