import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';
import { preloadFonts } from './build/preload-fonts.ts';

const references = 'decode-named-character-reference';

export default defineConfig({
  root: import.meta.dirname,
  // In a browser it would ask the document, and a worker has none.
  resolve: { alias: { [references]: fileURLToPath(import.meta.resolve(references)) } },
  plugins: [react(), tailwindcss(), preloadFonts(), precompress()],
  // `npx vite web`, beside a product that runs where it does by default.
  server: { proxy: { '/api': 'http://localhost:3000', '/sign-in': 'http://localhost:3000' } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    target: 'es2023',
    // The Content-Security-Policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
