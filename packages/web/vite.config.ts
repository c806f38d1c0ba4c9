import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { allScopes, operations } from '../contract/src/operations.ts';

const OPERATION_TABLE = 'virtual:operation-table';

/** The contract's table without its schemas: what calls need, at a tenth of the size. */
function operationTable(): Plugin {
  return {
    name: 'operation-table',
    resolveId: (id) => (id === OPERATION_TABLE ? `\0${id}` : undefined),
    load(id) {
      if (id !== `\0${OPERATION_TABLE}`) return undefined;
      const rows = Object.entries(operations).map(([key, { name, method, resource, mediaTypes }]) => [
        key,
        { name, method, resource, mediaTypes },
      ]);
      return `export const operationTable = ${JSON.stringify(Object.fromEntries(rows))};
export const allScopes = ${JSON.stringify(allScopes)};`;
    },
  };
}

const config: UserConfig = defineConfig({
  plugins: [react(), operationTable()],
  // Dependencies are bundled as the packages of this workspace are.
  appType: 'spa',
  build: {
    target: 'es2022',
    // The content security policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      input: ['index.html', 'docs/index.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
      output: {
        codeSplitting: {
          groups: [
            // What several pages share is small: a file for each set of pages that share something costs more than it saves.
            {
              name: 'shared',
              test: /[\\/]packages[\\/](?:web|client|contract)[\\/]src[\\/]/,
              minShareCount: 2,
            },
          ],
        },
      },
      treeshake: {
        // Modules that only build schemas do nothing unless something is used from them.
        moduleSideEffects: (id) => !/[\\/]packages[\\/](?:contract|client)[\\/]/.test(id),
      },
    },
  },
});

export default config;
