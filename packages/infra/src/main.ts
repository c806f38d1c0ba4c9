import { moduleNames } from '@taskyard/contract';
import { bundleFunctions } from './bundle-function.ts';

// The CDK takes a while to load; the functions are bundled meanwhile.
const [bundles, { createApp }] = await Promise.all([bundleFunctions(moduleNames), import('./create-app.ts')]);
try {
  createApp(bundles).app.synth();
} finally {
  await bundles.remove();
}
