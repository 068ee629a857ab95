import type {
  LimitedPriorityLevelConfiguration,
  PriorityLevelConfigurationSpec,
} from '../../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'

/** Before v1beta3 the shares of a level had another name. */
export type Limited = LimitedPriorityLevelConfiguration & { assuredConcurrencyShares?: number }
export type LevelSpec = Omit<PriorityLevelConfigurationSpec, 'limited'> & { limited?: Limited }

export const sharesOf = (limited: Limited | undefined): number =>
  limited?.nominalConcurrencyShares ?? limited?.assuredConcurrencyShares ?? 0
