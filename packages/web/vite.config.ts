import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { catalogues } from './catalogues.ts'

const config: InlineConfig = {
  root: import.meta.dirname,
  configFile: false,
  plugins: [react(), catalogues()],
  // The node replaces the placeholder for every page it serves; Vite copies it onto each tag and for later chunks.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
}
export default config
