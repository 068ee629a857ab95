/** A data file as text: `import text from './core/v1.json?raw'`. Vite knows the suffix; `scripts/bundle.js` does too. */
declare module '*.json?raw' {
  const text: string
  export default text
}
