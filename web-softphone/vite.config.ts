import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const version = (JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string })
  .version;

export default defineConfig({
  // Relative addresses: the same files work under any path the gateway serves them from.
  base: './',
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    // Maven sends the files straight into its own output folder.
    outDir: process.env['SOFTPHONE_OUT'] ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    // `npm run dev` beside a gateway that runs on its default port.
    proxy: {
      '/api': 'http://localhost:8080',
      '/sip': { target: 'ws://localhost:8080', ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.ts'],
    reporters: ['default'],
  },
});
