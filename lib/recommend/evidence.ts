import type { Dimension } from '#lib/model/capacity.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import { dayMs } from '#lib/model/time.ts'
import { type Binding, watchChance } from './binding.ts'
import { chanceOfBreachText } from './breaches.ts'
import { changeItem, refusedItem } from './change-items.ts'
import type { Choice } from './choose.ts'
import { dataBasis } from './data-basis.ts'
import { pastItem } from './past.ts'
import { lastYearsPeak } from './past-peak.ts'
import { preallocatedText } from './preallocated.ts'
import { requirementAt } from './requirement.ts'
import { dimensionRisks, zoneLossRisk } from './risk.ts'
import type { KnownDimension, Situation } from './situation.ts'
import type { Verdict } from './verdict.ts'
import {
  amountText,
  chanceText,
  dayText,
  dimensionText,
  listText,
  numberText,
  riskText,
  sentenceStart,
  usdText,
} from './wording.ts'

function knownOf(situation: Situation, dimension: Dimension | undefined): KnownDimension | undefined {
  return [...situation.known, ...situation.elastic].find((one) => one.dimension === dimension)
}

function dateText(situation: Situation, days: number | null): string {
  const { nowMs } = situation.input
  return days === null ? 'later than in a year' : dayText(nowMs + days * dayMs, nowMs)
}

/** `median 14 Jan, 80% interval 26 Dec – 27 Mar`. */
function intervalText(situation: Situation, binding: Binding): string {
  const [low, high] = [dateText(situation, binding.lowDays), dateText(situation, binding.highDays)]
  const interval = `80% interval ${low === high ? low : `${low} – ${high}`}`
  if (binding.lowDays === null) return 'the 80% interval lies beyond a year'
  return binding.medianDays === null
    ? interval
    : `median ${dateText(situation, binding.medianDays)}, ${interval}`
}

/** An hour of the past far above the present: an event that returns, or the reason to keep what is there. */
function eventText(situation: Situation, known: KnownDimension): string {
  const { allTimePeak, allTimePeakMs, p95 } = known.forecast.facts
  if (!(p95 > 0) || allTimePeak < 1.5 * p95) return ''
  if (lastYearsPeak(situation)?.known.dimension === known.dimension) return ''
  const peak = amountText(allTimePeak, known.dimension)
  return ` The largest hour was ${peak} on ${dayText(allTimePeakMs, situation.input.nowMs)}.`
}

function pressureItem(situation: Situation): EvidenceItem | undefined {
  const { pressure, capacity, shape } = situation
  if (pressure.swapGib !== undefined) {
    const swap = amountText(pressure.swapGib, 'memory')
    const memory = amountText(capacity.memory ?? 0, 'memory')
    const text = `Memory: swap reached ${swap} in the last 14 days and was in use for half of the time, so ${memory} is too little.`
    return { title: 'What runs out', text }
  }
  if (pressure.creditsLeft === undefined) return undefined
  const [baseline, full] = [shape?.baselineVcpu ?? 0, capacity.cpu ?? 0]
  const text = `CPU: the credit balance fell to ${Math.round(pressure.creditsLeft)} in the last 14 days. Without credits ${shape?.name} sustains ${amountText(baseline, 'cpu')} of ${amountText(full, 'cpu')}, and the measured CPU is cut off there: the need is above what is measured.`
  return { title: 'What runs out', text }
}

/** Nothing is being done: what stopping it would save is the first sentence. */
function idleItem({ situation, choice }: Verdict): EvidenceItem {
  const main = situation.known.find(({ dimension }) => dimension === 'cpu' || dimension === 'gpu')
  const use =
    main === undefined || Number.isNaN(main.forecast.facts.p99)
      ? ''
      : `the busiest hours of the last 7 days used ${numberText(main.forecast.facts.p99)} of ${amountText(main.capacity, main.dimension)}; `
  const usd = choice.current?.candidate.monthlyUsd
  const stop = usd === undefined ? 'no price is known' : `stopping it saves ${usdText(usd)}`
  return { title: 'Idle', text: `Nothing of it is at work: ${use}${stop}.` }
}

/** A sentence for groups that would not survive a lost zone as they are. */
function zoneText(situation: Situation, choice: Choice): string {
  const risk = choice.current === undefined ? undefined : zoneLossRisk(situation, choice.current.candidate)
  if (risk === undefined || risk.chance <= situation.acceptedRisk) return ''
  const zones = situation.input.resource.zoneCount
  return ` With one of ${zones} zones lost the chance of a breach of ${dimensionText(risk.dimension)} is ${chanceText(risk.chance)}.`
}

/** The chance of a breach as it is, where that asks for a change, with what it is of. */
function presentChanceText(situation: Situation, { current }: Choice): string {
  if (current === undefined || current.risk.chance <= current.accepted) return ''
  const of = chanceOfBreachText(situation, current.candidate, current.accepted)
  return ` At the present size the ${of} is ${chanceText(current.risk.chance)}, policy ${riskText(current.accepted)}.`
}

/** `12.4 vCPU of m5`: a vCPU of one family is not one of another. */
function needText(situation: Situation, known: KnownDimension, needed: number): string {
  const amount = amountText(known.definition.integral ? Math.ceil(needed) : needed, known.dimension)
  const family = situation.shape?.family
  return known.dimension === 'cpu' && family !== undefined ? `${amount} of ${family}` : amount
}

/** How busy a pool of GPUs is stands beside how many are held. */
function busyText(situation: Situation): string {
  const text = preallocatedText(situation)
  return text === undefined ? '' : ` ${text}`
}

/** What runs out and when, or which dimension decides the size. */
function bindingItem(verdict: Verdict): EvidenceItem | undefined {
  const { situation, binding, choice, finding } = verdict
  if (finding === 'idle') return idleItem(verdict)
  const pressed = pressureItem(situation)
  const known = knownOf(situation, binding.dimension)
  if (pressed !== undefined || known === undefined || binding.dimension === undefined) return pressed
  const { dimension, chance } = binding
  const name = sentenceStart(dimensionText(dimension))
  const by = dayText(situation.horizonMs, situation.input.nowMs)
  const breach = presentChanceText(situation, choice)
  const event = `${breach}${zoneText(situation, choice)}${eventText(situation, known)}${busyText(situation)}`
  if ((chance ?? 0) >= watchChance) {
    const limit = amountText(known.saturation.limit, dimension)
    const text = `${name}: ${chanceText(chance ?? 0)} chance of reaching the safe limit of ${limit} by ${by}, ${intervalText(situation, binding)}.${event}`
    return { title: 'What runs out', text }
  }
  const needed = requirementAt(situation.acceptedRisk)(known)
  const p95 = known.forecast.facts.p95
  const share = Math.round((100 * p95) / known.capacity)
  const use = Number.isNaN(p95)
    ? 'no samples in the last 7 days'
    : `the last 7 days' 95th percentile is ${numberText(p95)} of ${amountText(known.capacity, dimension)} (${share}%)`
  const need =
    needed === undefined
      ? 'no forecast level is within policy'
      : `it needs ${needText(situation, known, needed)} for a ${riskText(situation.acceptedRisk)} chance of a breach by ${by}`
  return { title: 'What decides the size', text: `${name}: ${use}; ${need}.${event}` }
}

/** Below this share of free memory a reader would worry. */
const littleFree = 0.25

/** Why memory in use is no need: the page cache fills what it is given. */
function elasticTexts(situation: Situation): string[] {
  const memory = situation.elastic.find(({ dimension }) => dimension === 'memory')
  // A cache that keeps what it may says so in the notes of its class.
  if (situation.definition.service !== 'rds') return []
  if (memory === undefined || situation.pressure.swapGib !== undefined) return []
  const swap =
    situation.input.signals['swap-usage'] === undefined ? 'swap is not measured' : 'no pressure from swap'
  const free = memory.capacity - memory.forecast.facts.p50
  const little =
    free < littleFree * memory.capacity
      ? `, although only ${numberText(free)} of ${amountText(memory.capacity, 'memory')} are free`
      : ''
  return [`Memory in use includes the page cache and is no sign of need${little}; ${swap}.`]
}

/** Spent credits of what is not held back: no need, but money. */
function billedTexts({ pressure, shape, definition }: Situation): string[] {
  if (pressure.creditsBilled === undefined) return []
  const mode =
    definition.service === 'rds'
      ? `${shape?.family} runs in unlimited mode, and `
      : 'if unlimited mode is on, '
  return [
    `CPU credits are spent and CPU is not held at its baseline of ${amountText(shape?.baselineVcpu ?? 0, 'cpu')}: ${mode}surplus credits are billed.`,
  ]
}

/** Kept for another day: quiet is what it should be. */
function exemptItem(situation: Situation): EvidenceItem | undefined {
  const { exempt } = situation.input.resource
  if (exempt === undefined) return undefined
  const purpose = exempt === 'dr' ? 'disaster recovery' : 'standby'
  const text = `Kept for ${purpose} (tag headroom:exempt=${exempt}): its use today is not its need, so it is never called idle and gets no smaller size.`
  return { title: 'Exempt', text }
}

/** The other dimensions, with their chances, and what cannot be read from memory. */
function notBindingItem({ situation, binding, choice }: Verdict): EvidenceItem | undefined {
  const risks = choice.current === undefined ? [] : dimensionRisks(situation, choice.current.candidate)
  const others = situation.known.filter((known) => known.dimension !== binding.dimension)
  const calm = others.flatMap(({ dimension }) => {
    const chance = risks.find((one) => one.dimension === dimension)?.chance
    return typeof chance === 'number' && chance <= situation.acceptedRisk
      ? [`${dimensionText(dimension)} ${chanceText(chance)}`]
      : []
  })
  const parts: string[] = []
  if (calm.length > 0) parts.push(`Chance of a breach at the present size: ${listText(calm)}.`)
  parts.push(...elasticTexts(situation), ...billedTexts(situation))
  return parts.length === 0 ? undefined : { title: 'What does not', text: parts.join(' ') }
}

/** In reading order: what binds, what does not, what happened, the change, what was refused, its class, the data. */
export function evidenceOf(verdict: Verdict): readonly EvidenceItem[] {
  const { definition, input } = verdict.situation
  const items = [
    bindingItem(verdict),
    notBindingItem(verdict),
    pastItem(verdict.situation, verdict.binding, verdict.choice),
    exemptItem(verdict.situation),
    changeItem(verdict),
    refusedItem(verdict),
    ...(definition.notes?.(input) ?? []),
    dataBasis(verdict),
  ]
  return items.filter((item) => item !== undefined)
}
