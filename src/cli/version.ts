import { DEFAULT_MINOR, formatMinor, NEWEST, OLDEST } from '../resource/version.ts'
import { VERSION } from './build-info.ts'
import type { CommandBody } from './command.ts'

export const versionCommand: CommandBody = {
  help: 'Usage: drydock version\n\nSays which drydock this is and which Kubernetes releases it knows.\n',
  run(_, io) {
    io.out(
      `drydock ${VERSION}\nKubernetes ${formatMinor(OLDEST)} to ${formatMinor(NEWEST)}, ${formatMinor(DEFAULT_MINOR)} unless told otherwise\n`,
    )
    return 0
  },
}
