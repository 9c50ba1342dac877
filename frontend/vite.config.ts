import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const BACKEND = 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react()],
  // During development the API and the feeds answer from the Python process, so cookies stay same-origin.
  server: { proxy: { '/api': BACKEND, '/feeds': BACKEND } },
  build: {
    outDir: 'dist',
    target: 'baseline-widely-available',
    // The Content-Security-Policy allows no data: scripts or images made by the build.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
  },
})
