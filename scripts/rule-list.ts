// Writes rules/rules.generated.ts, the list of all rules, from the files there are.
import { readdirSync } from 'node:fs'

/** `export const RULES = […]` over every file in a family's folder, by name. */
export function ruleList(): string {
  const families = readdirSync('rules', { withFileTypes: true }).filter(
    entry => entry.isDirectory() && entry.name !== 'catalogue',
  )
  const files = families.flatMap(({ name: family }) =>
    readdirSync(`rules/${family}`)
      .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map(file => ({ family, name: file.slice(0, -3) })),
  )
  files.sort((a, b) => (`${a.family}/${a.name}` < `${b.family}/${b.name}` ? -1 : 1))
  const variable = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const imports = files.map(({ family, name }) => `import ${variable(name)} from './${family}/${name}.ts'`)
  return `// Made by \`npm run docs\` from the files in the folders beside it.
import type { Rule } from '../src/lint/rule.ts'
${imports.join('\n')}

/** Every rule, by family and name. */
export const RULES: readonly Rule[] = [
${files.map(({ name }) => `  ${variable(name)},`).join('\n')}
]

/** The family of each rule: the folder it is in. */
export const FAMILIES: Readonly<Record<string, string>> = {
${files.map(({ family, name }) => `  '${name}': '${family}',`).join('\n')}
}
`
}
