import { quantileLevels } from '#lib/model/forecast.ts'
import { runsOutAgain } from './acceptance.ts'
import { runsOutChance } from './binding.ts'
import { chanceOfBreachText } from './breaches.ts'
import { type Candidate, levelOf } from './candidate.ts'
import { assumedInLookback, eventReturns, historyTooShort, peakNotSeen } from './history-rules.ts'
import type { Judged, Refusal } from './judged.ts'
import { memberMemory } from './member-memory.ts'
import { sustainedVcpu, zoneLossRisk } from './risk.ts'
import { bandValue, chanceWithin } from './saturation.ts'
import type { KnownDimension, Situation } from './situation.ts'
import {
  amountText,
  chanceText,
  dayText,
  dimensionText,
  listText,
  riskText,
  sentenceStart,
} from './wording.ts'
import { workingSetUnknown } from './working-set.ts'

const storageNeverShrinks: Refusal = (situation, { candidate, smaller }) => {
  if (candidate.current || !smaller.includes('storage')) return undefined
  const kept = situation.definition.dimensions.find(({ dimension }) => dimension === 'storage')
  // Storage for temporary files comes with the shape; only storage that keeps the data cannot shrink.
  if (kept?.monotone !== true) return undefined
  const used = situation.known.find((known) => known.dimension === 'storage')
  const gib = amountText(situation.capacity.storage ?? 0, 'storage')
  const inUse =
    used === undefined || Number.isNaN(used.forecast.facts.p95)
      ? ''
      : `, ${amountText(used.forecast.facts.p95, 'storage')} in use`
  return {
    reason: 'storage-never-shrinks',
    dimension: 'storage',
    text: () => `RDS storage cannot shrink: ${gib} allocated${inUse}.`,
  }
}

const previousGeneration: Refusal = (situation, { candidate }) => {
  const present = candidate.shape.name === situation.input.resource.shape
  if (present || candidate.shape.currentGeneration) return undefined
  return {
    reason: 'previous-generation',
    text: () => `Family ${candidate.shape.family} is of a previous generation.`,
  }
}

const cpuNotMeasured: Refusal = (situation, { candidate }) => {
  const known = situation.known.some((one) => one.dimension === 'cpu')
  if (candidate.current || !known || !candidate.cpuUnmeasured) return undefined
  return {
    reason: 'dimension-unknown',
    dimension: 'cpu',
    text: () =>
      `No measured CPU score for both ${situation.shape?.family} and ${candidate.shape.family}: 1 vCPU of one is not 1 vCPU of the other.`,
  }
}

/**
 * CPU that a burstable size has to sustain: credits last for a day, so the daily mean counts; its 90 % quantile at the
 * horizon, or today's median where that is more.
 */
function steadyVcpu(situation: Situation): number | undefined {
  const cpu = situation.known.find((known) => known.dimension === 'cpu')
  if (cpu === undefined) return undefined
  const step = situation.input.policy.horizonDays - 1
  const mean = bandValue(cpu.forecast.daily.mean, step, quantileLevels.indexOf(0.9))
  const { p50 } = cpu.forecast.facts
  return Number.isNaN(p50) ? mean : Math.max(p50, mean)
}

/** What tier 1 runs on without credits does not move to a size that lives on them. */
function movesToCredits({ input, shape }: Situation): boolean {
  return shape?.burstable === false && input.resource.serviceTier === 'tier-1'
}

const burstable: Refusal = (situation, { candidate }) => {
  if (candidate.current || !candidate.shape.burstable) return undefined
  const { family } = candidate.shape
  if (movesToCredits(situation))
    return {
      reason: 'burstable',
      text: () => `Tier 1 does not move to ${family}, which lives on CPU credits.`,
    }
  const steady = steadyVcpu(situation)
  if (steady === undefined || steady <= sustainedVcpu(candidate)) return undefined
  const factor = candidate.factors.cpu ?? 1
  const [load, baseline] = [steady / factor, sustainedVcpu(candidate) / factor]
  return {
    reason: 'burstable',
    dimension: 'cpu',
    text: () =>
      `Steady load of ${amountText(load, 'cpu')} is above its baseline of ${amountText(baseline, 'cpu')}: CPU credits would run out.`,
  }
}

function pressureText(situation: Situation, worst: string | undefined): string | undefined {
  const { swapGib, creditsLeft } = situation.pressure
  if (worst === 'memory' && swapGib !== undefined)
    return `Swap reached ${amountText(swapGib, 'memory')} in the last 14 days: ${amountText(situation.capacity.memory ?? 0, 'memory')} is too little.`
  if (worst !== 'cpu' || creditsLeft === undefined) return undefined
  return `CPU credits fell to ${Math.round(creditsLeft)} in the last 14 days: ${amountText(situation.shape?.baselineVcpu ?? 0, 'cpu')} sustained are too few.`
}

function chanceSentence(
  situation: Situation,
  { candidate, risk, accepted }: Omit<Judged, 'refused'>,
): string {
  const of = chanceOfBreachText(situation, candidate, accepted)
  return `${chanceText(risk.chance)} ${of}, policy ${riskText(accepted)}.`
}

const chanceAbovePolicy: Refusal = (situation, judged) => {
  const { risk, accepted } = judged
  if (risk.chance <= accepted) return undefined
  return {
    reason: 'chance-above-policy',
    dimension: risk.worst,
    text: () => pressureText(situation, risk.worst) ?? chanceSentence(situation, judged),
  }
}

function limitSentence(
  situation: Situation,
  candidate: Candidate,
  known: KnownDimension,
  chance: number,
): string {
  const { dimension, headroom } = known
  const limit = amountText((candidate.capacity[dimension] ?? 0) * (1 - headroom), dimension)
  const by = dayText(situation.horizonMs, situation.input.nowMs)
  return `${chanceText(chance)} chance that ${dimensionText(dimension)} reaches the safe limit of ${limit} by ${by}`
}

/** The present size will probably reach a safe limit, whatever breaches its owner accepts. */
const runsOut: Refusal = (situation, { candidate }) => {
  if (!candidate.current) return undefined
  const { horizonDays } = situation.input.policy
  const known = situation.known.find((one) => chanceWithin(one.saturation, horizonDays) >= runsOutChance)
  if (known === undefined) return undefined
  const chance = chanceWithin(known.saturation, horizonDays)
  const text = () => `${limitSentence(situation, candidate, known, chance)}.`
  return { reason: 'chance-above-policy', dimension: known.dimension, text }
}

const wouldRunOutAgain: Refusal = (situation, { candidate }) => {
  const again = candidate.current ? undefined : runsOutAgain(situation, candidate)
  if (again === undefined) return undefined
  const { known, chance, accepted } = again
  const text = () =>
    `${limitSentence(situation, candidate, known, chance)}, at most ${riskText(accepted)} after a change.`
  return { reason: 'chance-above-policy', dimension: known.dimension, text }
}

const zoneLoss: Refusal = (situation, { candidate, accepted }) => {
  const risk = zoneLossRisk(situation, candidate)
  if (risk === undefined || risk.chance <= accepted) return undefined
  const zones = situation.input.resource.zoneCount
  return {
    reason: 'does-not-survive-one-zone',
    dimension: risk.dimension,
    text: () =>
      `With one of ${zones} zones lost: ${chanceText(risk.chance)} chance of a breach of ${dimensionText(risk.dimension)}, policy ${riskText(accepted)}.`,
  }
}

const otherArchitecture: Refusal = (situation, { candidate }) => {
  const from = situation.shape?.arch
  if (situation.definition.service !== 'ec2' || from === undefined || candidate.shape.arch === from)
    return undefined
  return {
    reason: 'other-architecture',
    text: () => `From ${from} to ${candidate.shape.arch}: images have to be rebuilt and tested first.`,
  }
}

const dimensionUnknown: Refusal = (situation, { candidate, smaller }) => {
  const dimension = situation.unknown.find((one) => smaller.includes(one))
  if (candidate.current || dimension === undefined) return undefined
  return {
    reason: 'dimension-unknown',
    dimension,
    text: () => {
      const now = amountText(situation.capacity[dimension] ?? 0, dimension)
      const level = levelOf(candidate, dimension)
      const then = level === undefined ? 'an unknown amount' : amountText(level, dimension)
      return `${sentenceStart(dimensionText(dimension))} would shrink from ${now} to ${then} and its demand is not measured.`
    },
  }
}

/** Spent credits cut the measured CPU off: a size with less of it than the present burst cannot be judged. */
const demandCutOff: Refusal = (situation, { candidate, smaller }) => {
  if (candidate.current || situation.pressure.creditsLeft === undefined || !smaller.includes('cpu'))
    return undefined
  const now = amountText(situation.capacity.cpu ?? 0, 'cpu')
  const then = amountText(levelOf(candidate, 'cpu') ?? 0, 'cpu')
  return {
    reason: 'dimension-unknown',
    dimension: 'cpu',
    text: () =>
      `CPU would shrink from ${now} to ${then} of the present kind, and its demand is cut off while credits are spent.`,
  }
}

/** Offers less of a dimension that its demand is known of, but whose capacity under the candidate is not. */
const capacityUnknown: Refusal = (situation, { candidate }) => {
  const missing = situation.known
    .map((known) => known.dimension)
    .filter((one) => levelOf(candidate, one) === undefined)
  const [first] = missing
  if (candidate.current || first === undefined) return undefined
  return {
    reason: 'dimension-unknown',
    dimension: first,
    text: () => `Its capacity is not known for ${listText(missing.map(dimensionText))}.`,
  }
}

const exempt: Refusal = (situation, { candidate, smaller }) => {
  const { exempt: why, shape } = situation.input.resource
  const { byShape } = situation.prices
  const cheaper = (byShape.get(candidate.shape.name)?.hourlyUsd ?? 0) < (byShape.get(shape)?.hourlyUsd ?? 0)
  if (candidate.current || why === undefined || (smaller.length === 0 && !cheaper)) return undefined
  const purpose = why === 'dr' ? 'disaster recovery' : 'standby'
  return {
    reason: 'exempt',
    text: () => `Kept for ${purpose} (tag headroom:exempt=${why}): its use today is not its need.`,
  }
}

/** Members of a Capacity Block are paid to its end: with fewer of them nothing is saved until then. */
const paidInAdvance: Refusal = (situation, { candidate }) => {
  const { facts, count } = situation.input.resource
  const { capacityBlockMembers: block } = facts
  const kept = candidate.settings.nodes ?? candidate.settings.count
  if (typeof block !== 'number' || typeof kept !== 'number' || kept >= count || kept >= block)
    return undefined
  return {
    reason: 'paid-in-advance',
    text: () =>
      `${block} of ${count} nodes are in a Capacity Block: giving them back saves nothing until it ends.`,
  }
}

/** In the order in which a person would want to hear them; the first that applies is shown. */
export const refusals: readonly Refusal[] = [
  paidInAdvance,
  storageNeverShrinks,
  previousGeneration,
  cpuNotMeasured,
  capacityUnknown,
  burstable,
  chanceAbovePolicy,
  memberMemory,
  runsOut,
  wouldRunOutAgain,
  zoneLoss,
  otherArchitecture,
  dimensionUnknown,
  demandCutOff,
  workingSetUnknown,
  exempt,
  historyTooShort,
  assumedInLookback,
  eventReturns,
  peakNotSeen,
]
