import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Node 20 is supported until its end; the SDK's advice would be printed for every test file. */
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const BUILD_ONCE = 'packages/local-cloud/test/build-once.ts';

/** After the units come those that share one cloud, a file at a time. */
const ONE_CLOUD = { sequence: { groupOrder: 1 }, maxWorkers: 1 };
/** Those that start clouds of their own come last, two files at a time. */
const OWN_CLOUDS = { sequence: { groupOrder: 2 }, maxWorkers: 2 };

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['packages/e2e/**'],
          // Fuzzing takes long where other work runs beside it.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Many of them wait for clocks, so they share the processors.
          maxWorkers: availableParallelism(),
          // Loading the SDK anew for each file would take longer than the tests; none of them changes what is loaded.
          isolate: false,
          sequence: { groupOrder: 0 },
          globalSetup: [BUILD_ONCE, 'packages/local-cloud/test/serve-dynamodb.ts'],
        },
      },
      {
        test: {
          name: 'scenarios',
          env,
          ...ONE_CLOUD,
          include: ['packages/e2e/src/scenarios/**/*.test.ts'],
          globalSetup: [BUILD_ONCE, 'packages/e2e/src/support/one-cloud.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'own-clouds',
          env,
          ...OWN_CLOUDS,
          include: ['packages/e2e/src/own-clouds/**/*.test.ts'],
          globalSetup: [BUILD_ONCE],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          env,
          ...ONE_CLOUD,
          include: ['packages/e2e/src/browser/**/*.test.ts'],
          globalSetup: [BUILD_ONCE, 'packages/e2e/src/support/one-cloud.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

export default config;
