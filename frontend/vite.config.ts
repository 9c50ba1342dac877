import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './src/offline/plugin.ts'

const BACKEND = 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), serviceWorker()],
  // During development the API and the feeds answer from the Python process, so cookies stay same-origin.
  server: { proxy: { '/api': BACKEND, '/feeds': BACKEND } },
  build: {
    outDir: 'dist',
    target: 'baseline-widely-available',
    // The Content-Security-Policy allows no data: scripts or images made by the build.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/offline/sw.ts' },
      output: {
        // The worker's address never changes; what it keeps has a hash in its name.
        entryFileNames: chunk => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['src/test/crypto.mjs', 'src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    testTimeout: 20_000,
    // One worker for each core: by itself it leaves one of them idle. They keep jsdom from file to file: half the time.
    maxWorkers: '100%',
    pool: 'vmThreads',
    vmMemoryLimit: '1500MB',
  },
})
