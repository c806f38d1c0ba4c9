import { bundleFunctions } from './bundle-function.ts';
import { functionNames } from './function-names.ts';

// The CDK takes a while to load; the functions are bundled meanwhile.
const [bundles, { createApp }] = await Promise.all([
  bundleFunctions(functionNames),
  import('./create-app.ts'),
]);
try {
  createApp(bundles).app.synth();
} finally {
  await bundles.remove();
}
