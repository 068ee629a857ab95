import type { CommandBody } from './command.ts'
import { type Options, optionHelp, parseOptions } from './options.ts'

const LSP_OPTIONS = {
  stdio: { type: 'boolean', help: 'Speak over standard input and output; there is no other way.' },
  clientProcessId: { type: 'string', value: 'PID', help: 'Which process the editor is, as some editors say.' },
} as const satisfies Options

export const lspCommand: CommandBody = {
  help: `Usage: drydock lsp --stdio

Serves an editor with the language server protocol. docs/editors.md has settings for each editor.

${optionHelp(LSP_OPTIONS)}
`,
  async run(args, io) {
    const parsed = parseOptions(args, LSP_OPTIONS)
    if (parsed.kind === 'wrong' || parsed.positionals.length > 0) {
      io.err(
        `drydock lsp: ${parsed.kind === 'wrong' ? parsed.reason : 'it takes no path; the editor says what is open'}\n`,
      )
      return 2
    }
    const { serve } = await import('../../lsp/main.ts')
    await serve()
    return 0
  },
}
