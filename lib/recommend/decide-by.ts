import type { Dimension } from '#lib/model/capacity.ts'
import type { Policy } from '#lib/model/policy.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chanceAt } from './breach-curve.ts'
import type { Choice } from './choose.ts'
import { presentLevel, presentRisk, zoneLossRisk } from './risk.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { dayText } from './wording.ts'

/** A decision is due before the tenth that comes first. */
const earliestShare = 0.1

/** Days from the decision until the change is in force. */
export function leadDaysOf(policy: Policy, dimension: Dimension): number {
  if (dimension === 'storage') return policy.leadDays.storage
  if (dimension === 'group-maximum') return policy.leadDays.group
  if (dimension === 'gpu' || dimension === 'gpu-memory') return policy.leadDays.gpu
  return policy.leadDays.shape
}

function purposeOf(dimension: Dimension): string {
  return dimension === 'gpu' || dimension === 'gpu-memory' ? 'delivery' : 'the change'
}

export type DecideBy = {
  readonly ms: EpochMs
  readonly leadDays: number
  /** `14 Jan less 56 days for delivery`. */
  readonly text: string
}

/**
 * First day on which the chance of a breach at the present size is one in ten, linear between the horizons of the
 * curves and through 0 at day 0; the policy's horizon where that is earlier.
 */
export function breachDays(known: KnownDimension, horizonDays: number): number {
  const level = presentLevel(known)
  const curves = [...known.forecast.breach].sort((a, b) => a.horizonDays - b.horizonDays)
  let [fromDays, from] = [0, 0]
  for (const curve of curves) {
    const chance = Math.max(from, chanceAt(curve, level))
    if (chance >= earliestShare) {
      const share = (earliestShare - from) / (chance - from)
      return Math.min(horizonDays, fromDays + (curve.horizonDays - fromDays) * share)
    }
    fromDays = curve.horizonDays
    from = chance
  }
  return horizonDays
}

type Due = { readonly dimension: Dimension; readonly days: number }

/** When each dimension is due: at its safe limit within a year, and at a breach where that is likelier than accepted. */
function dueDays(situation: Situation): readonly Due[] {
  const { horizonDays } = situation.input.policy
  const { chance, worst } = presentRisk(situation)
  const asks = (known: KnownDimension, own: number) =>
    chance > situation.acceptedRisk && (own > situation.acceptedRisk || known.dimension === worst)
  return situation.known.flatMap((known) => {
    const { dimension, saturation } = known
    const own = chanceAt(known.curve, presentLevel(known))
    return [
      ...(saturation.lowDays === null ? [] : [{ dimension, days: saturation.lowDays }]),
      ...(asks(known, own) ? [{ dimension, days: breachDays(known, horizonDays) }] : []),
    ]
  })
}

/** Pressure asks for a decision now. */
function underPressure({ input, pressure }: Situation): DecideBy | undefined {
  const dimension =
    pressure.swapGib !== undefined ? 'memory' : pressure.creditsLeft !== undefined ? 'cpu' : undefined
  if (dimension === undefined) return undefined
  const text = dimension === 'memory' ? 'swap is in use today' : 'CPU credits are spent today'
  return { ms: input.nowMs, leadDays: leadDaysOf(input.policy, dimension), text }
}

/** A lost zone that would not be survived has no date: the horizon at the latest. */
function zoneDue(situation: Situation, choice: Choice): Due | undefined {
  const risk = choice.current === undefined ? undefined : zoneLossRisk(situation, choice.current.candidate)
  if (risk === undefined || risk.chance <= situation.acceptedRisk) return undefined
  return { dimension: risk.dimension, days: situation.input.policy.horizonDays }
}

/**
 * The earliest over the dimensions of (10 % quantile of saturation - lead time) and, where the chance of a breach by
 * the horizon is above the accepted risk, of (the day on which it is one in ten - lead time); where a lost zone would
 * not be survived, the horizon - lead time at the latest. Never before now; undefined when nothing is due in a year.
 */
export function decideByOf(situation: Situation, choice: Choice): DecideBy | undefined {
  const pressed = underPressure(situation)
  if (pressed !== undefined) return pressed
  const { nowMs, policy } = situation.input
  const dueOf = ({ dimension, days }: Due) => days - leadDaysOf(policy, dimension)
  const zone = zoneDue(situation, choice)
  const all = zone === undefined ? dueDays(situation) : [...dueDays(situation), zone]
  const [first] = [...all].sort((a, b) => dueOf(a) - dueOf(b))
  if (first === undefined) return undefined
  const leadDays = leadDaysOf(policy, first.dimension)
  const lead = `${leadDays} ${leadDays === 1 ? 'day' : 'days'}`
  const purpose = purposeOf(first.dimension)
  const day = `${dayText(nowMs + first.days * dayMs, nowMs)} less ${lead} for ${purpose}`
  const today = `it may be due today, and ${purpose} takes ${lead}`
  const text = first === zone ? `a zone may be lost on any day, ${day}` : first.days < 1 ? today : day
  return { ms: nowMs + Math.max(0, Math.floor(dueOf(first))) * dayMs, leadDays, text }
}
