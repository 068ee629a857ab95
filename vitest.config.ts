import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,rules,lsp,test,schemas}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'lsp/vscode/**', 'schemas/generator/**'],
    pool: 'threads',
    isolate: false,
    testTimeout: 30_000,
  },
})
