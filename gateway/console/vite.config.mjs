// Bundles what the compiler made. Everything the page needs is in the bundle: on an intranet there
// is nowhere else to get it from, and the content security policy allows nothing else.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const model = here('../../chaincode/src/model/');

export default defineConfig({
  root: here('.'),
  logLevel: 'warn',
  publicDir: false,
  resolve: {
    // A peer loads the model as CommonJS, which can not be shaken; its sources can.
    alias: { '@shuquan/chaincode/model': `${model}index.ts` },
  },
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } },
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // No data: addresses, which the policy refuses.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: { entryFileNames: 'assets/[name]-[hash].js' },
      // A schema that nobody names has no effect.
      treeshake: { moduleSideEffects: (id) => !id.startsWith(model) },
    },
  },
});
