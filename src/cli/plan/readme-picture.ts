import { readFileSync } from 'node:fs'
import { main } from '../main.ts'

const COMMAND = ['plan', 'examples/shop/after', '--from', 'examples/shop/before']
const [BEGIN, END] = ['<!-- The plan: written by `npm run docs` -->', '<!-- The plan ends here -->']

/** README.md with the plan of the examples as it is now. */
export async function readmeWithPlan(): Promise<string> {
  const readme = readFileSync('README.md', 'utf8')
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (from < 0 || to < from) throw new Error('README.md has no place for the plan')
  const picture = `\`\`\`text\n$ drydock ${COMMAND.join(' ')}\n\n${await picturedPlan()}\`\`\`\n`
  return `${readme.slice(0, from)}${BEGIN}\n\n${picture}\n${readme.slice(to)}`
}

async function picturedPlan(): Promise<string> {
  let text = ''
  const io = {
    cwd: process.cwd(),
    env: {},
    out: (more: string) => void (text += more),
    err: (problem: string) => {
      throw new Error(problem)
    },
    outIsTerminal: false,
    errIsTerminal: false,
  }
  await main([...COMMAND, '--no-config', '--now', '2026-01-01T00:00:00Z'], io)
  return text
}
