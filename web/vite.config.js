import { defineConfig } from 'vite';

export default defineConfig({
  base: './', // a reverse proxy may serve the page below a path
  // React 19 compiles JSX without a plugin; nothing is inlined, because the Content-Security-Policy forbids it.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 8192, target: 'es2022', modulePreload: { polyfill: false } },
  oxc: { jsx: { runtime: 'automatic' } },
  worker: { format: 'es' },
  logLevel: 'warn',
});
