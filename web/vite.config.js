import { defineConfig } from 'vite';

import { graphiqlLabels } from './graphiql-labels.js';
import { leanEditor } from './lean-editor.js';

const rooms = ['index.html', 'network.html', 'coverage.html'];

export default defineConfig({
  base: './', // a reverse proxy may serve the page below a path
  // React 19 compiles JSX without a plugin; nothing is inlined, because the Content-Security-Policy forbids it.
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8192,
    target: 'es2022',
    // A worker has no document to preload into.
    modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []) },
    rolldownOptions: {
      input: rooms,
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
    },
  },
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [leanEditor(), graphiqlLabels()],
  worker: { format: 'es', plugins: () => [leanEditor({ isWorker: true })] },
  logLevel: 'warn',
});
