/** How the console is built: hashed files under /console, Firebase and each language in chunks of their own, nothing inline. */
import { defineConfig } from 'vite';

const GATEWAY = process.env.THENAR_GATEWAY ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: script or font
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    reportCompressedSize: false,
    rolldownOptions: {
      // 'use client' is for server rendering, which this build does not do
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
      output: {
        codeSplitting: {
          // what every page needs comes in three files at once, not in a dozen behind each other
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 1 },
            { name: 'frame', tags: ['$initial'] },
            // what most pages share comes in one file, small parts of it not one by one
            { name: 'shared', minShareCount: 2, test: /(@base-ui[\\/]|src[\\/]ui[\\/](fields|form|filters|download))/ },
            {
              name: 'pages',
              test: /src[\\/](ui[\\/](badge|copy|page|plain-table|search|time-range|time)|texts[\\/]times)\.tsx?$/,
            },
          ],
        },
      },
    },
  },
  server: {
    // `npx vite apps/console` beside a running gateway, for work on the console itself
    proxy: Object.fromEntries(['/v1', '/dev', '/console/config.json'].map((path) => [path, GATEWAY])),
  },
});
