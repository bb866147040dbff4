import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const version = (JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string })
  .version;

// The widget for pages of other sites: one script with a name that stays, beside the page's own files.
export default defineConfig({
  base: './',
  publicDir: false,
  resolve: { alias: { debug: fileURLToPath(new URL('src/widget/no-debug.cjs', import.meta.url)) } },
  plugins: [
    {
      name: 'words-of-the-widget',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === './en' && importer?.endsWith('/words/words.ts')
          ? fileURLToPath(new URL('src/widget/words-en.ts', import.meta.url))
          : null,
    },
  ],
  define: { __VERSION__: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: `${process.env['SOFTPHONE_OUT'] ?? 'dist'}/widget`,
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: 'src/widget/main.ts',
      // In one script but for languages: what it exports, it exports to nobody.
      output: { entryFileNames: 'landline.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
