import { setMaxListeners } from 'node:events'
import type { ShapeList } from '#lib/collect/shapes.ts'
import { demandOf, type HourlyDemand } from '#lib/forecast/demand.ts'
import { forecastResource, signalsOf } from '#lib/forecast/index.ts'
import type { Dimension } from '#lib/model/capacity.ts'
import { defaultPolicy, type Policy } from '#lib/model/policy.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { tierFacts } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { levelOf, smallerDimensions } from '#lib/recommend/candidate.ts'
import { candidatesOf } from '#lib/recommend/candidates.ts'
import { type RecommendInput, recommend } from '#lib/recommend/index.ts'
import { riskOf } from '#lib/recommend/risk.ts'
import { type KnownDimension, type Situation, situationOf } from '#lib/recommend/situation.ts'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { changesOf, readTwice, type SeedTask, type Setting, samplesOf } from './saturation-seed.ts'

export const acceptedRisk = 0.05
const weekHours = 7 * 24
/** A soft dimension breaches above this share of the hours of any 7 days. */
const softShare = 0.01

/** One size that was judged: the chance it was promised with, and whether it breached. */
export type JudgedSize = {
  readonly seed: number
  readonly resource: string
  readonly resourceClass: string
  readonly size: string
  readonly promised: number
  readonly breached: boolean
  /** Dimensions that breached. */
  readonly by: readonly Dimension[]
  /** Dimension with the largest promised chance. */
  readonly worst?: Dimension
  readonly role: 'current' | 'recommended' | 'other'
  /** Downsized while a dimension that could decide is unknown, and not a word about it. */
  readonly silent: boolean
}

const policy: Policy = {
  ...defaultPolicy,
  acceptedRisk: {
    'tier-1': acceptedRisk,
    'tier-2': acceptedRisk,
    'tier-3': acceptedRisk,
    'non-production': acceptedRisk,
  },
}

/** Every size that the product shows of one estate, beside what the demand of the coming 90 days makes of it. */
export async function judgeRisks(task: SeedTask): Promise<JudgedSize[]> {
  setMaxListeners(0)
  const world = openEstate(task)
  const nowMs = task.anchorMs
  const offers = new Map<string, ShapeList>()
  const pairs = await readTwice(world, { ...task, offers })
  return pairs.flatMap(({ known, later }) => {
    const sized = known.resources.filter(({ memberOf }) => memberOf === undefined)
    const mine = sized.filter((_, i) => (i + task.seed) % task.parts === task.part)
    return mine.flatMap((resource) =>
      judgeSizes(
        { world, nowMs, known, later },
        { seed: task.seed, resource, offer: offers.get(resource.region) },
      ),
    )
  })
}

type SizesInput = {
  readonly seed: number
  readonly resource: Resource
  readonly offer: ShapeList | undefined
}

function judgeSizes(setting: Setting, { seed, resource, offer }: SizesInput): JudgedSize[] {
  const { nowMs, known } = setting
  const toMs = floorTo(nowMs, hourMs)
  const metrics = samplesOf(setting, resource, { fromMs: toMs - tierFacts['1h'].servedMs, toMs })
  const changes = changesOf(known, resource)
  const outcomes = forecastResource({
    resourceId: resource.id,
    nowMs,
    dimensions: judgedDimensions(resource),
    changes,
    metrics,
    policy,
  })
  const { shapes = [], prices = [] } = offer ?? {}
  const signals = signalsOf(metrics)
  const input: RecommendInput = { resource, nowMs, policy, outcomes, signals, changes, shapes, prices }
  const recommendation = recommend(input)
  if (recommendation.options.length === 0) return []
  const situation = situationOf(input)
  const demands = situation.known.flatMap((one) => {
    const demand = futureDemand(setting, resource, one)
    return demand === undefined ? [] : [{ known: one, demand }]
  })
  if (demands.length < situation.known.length) return []
  return candidatesOf(situation).candidates.map((candidate): JudgedSize => {
    const risk = riskOf(situation, candidate)
    const by = demands
      .filter(({ known: one, demand }) => breaches(one, demand, levelOf(candidate, one.dimension) ?? 0))
      .map(({ known: one }) => one.dimension)
    const smaller = smallerDimensions(situation, candidate).length > 0
    const recommended = candidate.id === recommendation.recommended?.id
    return {
      seed,
      resource: resource.name,
      resourceClass: resource.resourceClass,
      size: candidate.label,
      promised: risk.chance,
      breached: by.length > 0,
      by,
      worst: risk.worst,
      role: recommended ? 'recommended' : candidate.current ? 'current' : 'other',
      silent: recommended && smaller && !saysUnknown(situation, recommendation),
    }
  })
}

function saysUnknown({ unknown }: Situation, { evidence, recommended }: Recommendation): boolean {
  const text = [recommended?.note ?? '', ...evidence.map((item) => `${item.title} ${item.text}`)].join(' ')
  return unknown.length === 0 || /not (known|measured)|unknown|no agent/i.test(text)
}

/** The demand of the 90 days that come, hour by hour, with the week before that the first windows reach into. */
function futureDemand(
  setting: Setting,
  resource: Resource,
  { definition }: KnownDimension,
): HourlyDemand | undefined {
  const fromMs = floorTo(setting.nowMs, hourMs)
  const range = { fromMs, toMs: fromMs + policy.horizonDays * dayMs }
  const metrics = samplesOf(setting, resource, range)
  const changes = changesOf(setting.later, resource)
  if (metrics.length === 0 || changes.length === 0) return undefined
  return demandOf({ definition, metrics, changes, nowMs: range.toMs })
}

/** Hard: one sample at capacity. Soft: more than 1 % of the hours of any 7 days above the safe limit. */
function breaches(
  { definition, headroom }: KnownDimension,
  { mean, peak }: HourlyDemand,
  capacity: number,
): boolean {
  if (definition.hard) return peak.some((value) => value >= capacity)
  const limit = capacity * (1 - headroom)
  let above = 0
  for (let hour = 0; hour < mean.length; hour++) {
    if ((mean[hour] as number) > limit) above++
    if (hour >= weekHours && (mean[hour - weekHours] as number) > limit) above--
    if (above > softShare * weekHours) return true
  }
  return false
}
