/** What must not outlive the process: temporary folders, running commands. */
const actions = new Set<() => void>()

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Has something done when the process ends, also when it is interrupted. Returns how to call it off. */
export function atEnd(action: () => void): () => void {
  if (actions.size === 0) watch()
  actions.add(action)
  return () => {
    actions.delete(action)
    if (actions.size === 0) unwatch()
  }
}

function watch(): void {
  process.on('exit', end)
  for (const signal of SIGNALS) process.on(signal, interrupted)
}

function unwatch(): void {
  process.off('exit', end)
  for (const signal of SIGNALS) process.off(signal, interrupted)
}

function end(): void {
  for (const action of actions) action()
}

/** Ends as if nobody had been listening: whoever started drydock sees the signal. */
function interrupted(signal: NodeJS.Signals): void {
  end()
  unwatch()
  process.kill(process.pid, signal)
}
