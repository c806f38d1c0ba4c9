export { bundleFunctions, type FunctionBundles } from './bundle-function.ts';
export { createApp, type Taskyard } from './create-app.ts';
