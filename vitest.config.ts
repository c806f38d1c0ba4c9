import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Node 20 is supported until its end; the SDK's advice would be printed for every test file. */
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const BUILD_ONCE = 'packages/local-cloud/test/build-once.ts';

/** Their files run with a processor less than there are. */
const WHOLE_CLOUDS = { groupOrder: 1 };

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
          // Many of them wait for clocks, so they share the processors; whole clouds come after them and have theirs.
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
          sequence: WHOLE_CLOUDS,
          include: ['packages/e2e/src/scenarios/**/*.test.ts'],
          globalSetup: [BUILD_ONCE, 'packages/e2e/src/support/one-cloud.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'own-clouds',
          env,
          sequence: WHOLE_CLOUDS,
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
          sequence: WHOLE_CLOUDS,
          include: ['packages/e2e/src/browser/**/*.test.ts'],
          globalSetup: [BUILD_ONCE, 'packages/e2e/src/support/one-cloud.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

export default config;
