import type {
  ExemptPriorityLevelConfiguration,
  PriorityLevelConfiguration,
  QueuingConfiguration,
} from '../../../../schemas/types/flowcontrol.apiserver.k8s.io/v1.generated.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { validateMandatoryLevel } from './mandatory.ts'
import { objectRules } from './object-rules.ts'
import { type LevelSpec, type Limited, sharesOf } from './shares.ts'

type Level = Omit<PriorityLevelConfiguration, 'spec'> & KubeObject & { spec?: LevelSpec }

const SPEC = FieldPath.of('spec')
const MOST_QUEUES = 10_000_000
/** Shuffle sharding draws a hand from the deck with this much entropy at the most. Truth: shufflesharding.MaxHashBits */
const MOST_ENTROPY_BITS = 60

/** Truth: pkg/apis/flowcontrol/validation ValidatePriorityLevelConfiguration */
export const priorityLevelConfiguration = objectRules<Level>((level, errors, old) => {
  validateSpec(level, errors, old)
  validateMandatoryLevel(level.metadata.name ?? '', level.spec ?? {}, errors)
})

function validateSpec({ spec = {}, metadata }: Level, errors: FieldErrors, old: Level | undefined): void {
  const { type = '', limited, exempt } = spec
  if ((metadata.name === 'exempt') !== (type === 'Exempt')) {
    const [what, name] = errors.minor >= 34 ? ['', '`name`'] : ['type ', 'name']
    errors.invalid(SPEC.child('type'), type, `${what}must be 'Exempt' if and only if ${name} is 'exempt'`)
  }
  if (type === 'Exempt') {
    if (limited) errors.forbidden(SPEC.child('limited'), 'must be nil if the type is not Limited')
    if (exempt) validateExempt(exempt, errors, SPEC.child('exempt'))
  } else if (type === 'Limited') {
    if (exempt) errors.forbidden(SPEC.child('exempt'), 'must be nil if the type is Limited')
    if (limited) validateLimited(limited, errors, SPEC.child('limited'), old?.spec?.limited)
    else errors.required(SPEC.child('limited'), 'must not be empty when type is Limited')
  } else errors.notSupported(SPEC.child('type'), type, ['Exempt', 'Limited'])
}

function validateExempt(exempt: ExemptPriorityLevelConfiguration, errors: FieldErrors, path: FieldPath): void {
  const { nominalConcurrencyShares, lendablePercent } = exempt
  if (nominalConcurrencyShares !== undefined && nominalConcurrencyShares < 0) {
    errors.invalid(path.child('nominalConcurrencyShares'), nominalConcurrencyShares, 'must be a non-negative integer')
  }
  validatePercent(lendablePercent, errors, path.child('lendablePercent'))
}

function validateLimited(limited: Limited, errors: FieldErrors, path: FieldPath, old: Limited | undefined): void {
  const { limitResponse = {}, lendablePercent, borrowingLimitPercent } = limited
  validateShares(limited, errors, path, old)
  validateResponse(limitResponse, errors, path.child('limitResponse'))
  validatePercent(lendablePercent, errors, path.child('lendablePercent'))
  if (borrowingLimitPercent !== undefined && borrowingLimitPercent < 0) {
    errors.invalid(
      path.child('borrowingLimitPercent'),
      borrowingLimitPercent,
      'if specified, must be a non-negative integer',
    )
  }
}

/** Since 1.30 a level may have no share of its own, and 1.29 leaves one that has none as it is. */
function validateShares(limited: Limited, errors: FieldErrors, path: FieldPath, old: Limited | undefined): void {
  const shares = sharesOf(limited)
  const field = limited.assuredConcurrencyShares === undefined ? 'nominalConcurrencyShares' : 'assuredConcurrencyShares'
  const mayBeNone = errors.minor >= 30 || (errors.minor === 29 && old !== undefined && sharesOf(old) === 0)
  if (shares < 0 && mayBeNone) errors.invalid(path.child(field), shares, 'must be a non-negative integer')
  else if (shares <= 0 && !mayBeNone) errors.invalid(path.child(field), shares, 'must be positive')
}

function validatePercent(percent: number | undefined, errors: FieldErrors, path: FieldPath): void {
  if (percent !== undefined && (percent < 0 || percent > 100)) {
    errors.invalid(path, percent, 'must be between 0 and 100, inclusive')
  }
}

/** The server says Limited where it means Queue. */
function validateResponse(
  { type = '', queuing }: { type?: string; queuing?: QueuingConfiguration },
  errors: FieldErrors,
  path: FieldPath,
): void {
  const at = path.child('queuing')
  if (type === 'Reject') {
    if (queuing) errors.forbidden(at, 'must be nil if limited.limitResponse.type is not Limited')
  } else if (type === 'Queue') {
    if (queuing) validateQueuing(queuing, errors, at)
    else errors.required(at, 'must not be empty if limited.limitResponse.type is Limited')
  } else errors.notSupported(path.child('type'), type, ['Queue', 'Reject'])
}

function validateQueuing(
  { queues = 0, handSize = 0, queueLengthLimit = 0 }: QueuingConfiguration,
  errors: FieldErrors,
  path: FieldPath,
): void {
  if (queueLengthLimit <= 0) errors.invalid(path.child('queueLengthLimit'), queueLengthLimit, 'must be positive')
  if (queues <= 0) errors.invalid(path.child('queues'), queues, 'must be positive')
  else if (queues > MOST_QUEUES) errors.invalid(path.child('queues'), queues, `must not be greater than ${MOST_QUEUES}`)
  const hand = path.child('handSize')
  if (handSize <= 0) errors.invalid(hand, handSize, 'must be positive')
  else if (handSize > queues) errors.invalid(hand, handSize, `should not be greater than queues (${queues})`)
  else if (entropyBits(queues, handSize) > MOST_ENTROPY_BITS) {
    const detail = `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than ${MOST_ENTROPY_BITS}`
    errors.invalid(hand, handSize, detail)
  }
}

/** Bits to tell all hands apart: 512 queues and hands of 8 need ⌈log2(512·511·…·505)⌉ = 72. Truth: shufflesharding.RequiredEntropyBits */
function entropyBits(deck: number, hand: number): number {
  let bits = 0
  for (let card = 0; card < hand && bits <= MOST_ENTROPY_BITS; card++) bits += Math.log2(deck - card)
  return Math.ceil(bits)
}
