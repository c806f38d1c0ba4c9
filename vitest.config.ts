import { defineConfig, type ViteUserConfig } from 'vitest/config';

const BUILD_ONCE = 'packages/local-cloud/test/build-once.ts';

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['packages/e2e/**'],
          globalSetup: [BUILD_ONCE],
        },
      },
      {
        test: {
          name: 'scenarios',
          include: ['packages/e2e/src/scenarios/**/*.test.ts'],
          globalSetup: [BUILD_ONCE, 'packages/e2e/src/support/one-cloud.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'own-clouds',
          include: ['packages/e2e/src/own-clouds/**/*.test.ts'],
          globalSetup: [BUILD_ONCE],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['packages/e2e/src/browser/**/*.test.ts'],
          globalSetup: [BUILD_ONCE, 'packages/e2e/src/support/one-cloud.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

export default config;
