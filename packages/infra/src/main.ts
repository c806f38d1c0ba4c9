import { bundleFunctions } from './bundle-function.ts';
import { createApp } from './create-app.ts';
import { modules } from './modules/modules.ts';

const bundles = await bundleFunctions(modules.map(({ name }) => name));
try {
  createApp(bundles).app.synth();
} finally {
  await bundles.remove();
}
