/** A device or a share of one, wherever it is spoken of. */
export interface DeviceId {
  driver?: string
  pool?: string
  device?: string
  shareID?: string
}

/** No name has a line break in it. */
export const deviceKey = ({ driver = '', pool = '', device = '', shareID = '' }: DeviceId): string =>
  `${driver}\n${pool}\n${device}\n${shareID}`
