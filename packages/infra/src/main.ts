import { buildIfStale, DIST } from '../../web/build.mjs';
import { bundleFunctions } from './bundle-function.ts';
import { functionNames } from './function-names.ts';

/** Whether the application is asked for without its web part, as the settings say it. */
function isWithoutWeb(): boolean {
  const context: { readonly web?: unknown } = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
  return String(context.web) === 'false';
}

// The CDK takes a while to load; everything is built meanwhile.
const [bundles, { createApp }] = await Promise.all([
  bundleFunctions(functionNames),
  import('./create-app.ts'),
  isWithoutWeb() ? undefined : buildIfStale(),
]);
try {
  createApp(bundles, DIST).app.synth();
} finally {
  await bundles.remove();
}
