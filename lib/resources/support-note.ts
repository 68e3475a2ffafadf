import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import type { NoteContext } from './definition.ts'
import {
  majorVersion,
  type SupportCostStep,
  type SupportState,
  type SupportYear,
  supportCostSteps,
  supportDatesIn,
  supportOn,
  supportPriceKey,
  supportStateOn,
} from './extended-support.ts'
import { dateText, monthText } from './note-text.ts'
import { supportTableDay } from './rds-support.ts'

/** The end of standard support is told this long before it. */
const toldDays = 365
const years: readonly SupportYear[] = ['year-1-2', 'year-3']

type Version = {
  readonly engine: string
  readonly engineVersion: string
  readonly name: string
  readonly state: SupportState
  readonly optedOut: boolean
  readonly vcpu: number | undefined
  readonly steps: readonly SupportCostStep[]
}

/**
 * What a database pays for Extended Support, since when and what it was before; or when its standard support ends.
 * `name` is the engine as people say it. Nothing for engines whose dates AWS does not publish, or far from their end.
 */
export function supportNotes(context: NoteContext, name: string): readonly EvidenceItem[] {
  const { engine, engineVersion } = context.resource.facts
  if (typeof engine !== 'string' || typeof engineVersion !== 'string') return []
  const state = stateOf({ engine, engineVersion }, context)
  if (state === undefined) return []
  const vcpu = vcpuOf(context)
  const version: Version = {
    engine,
    engineVersion,
    name: `${name} ${majorVersion(engine, engineVersion)}`,
    state,
    optedOut: state.charged !== undefined && context.resource.facts.extendedSupport === undefined,
    vcpu,
    steps: stepsOf({ engine, engineVersion, units: vcpu ?? 0, state }, context.prices),
  }
  const item = state.charged === undefined ? endItem(version, context) : chargedItem(version)
  return item === undefined ? [] : [{ ...item, text: `${item.text}${tableText(state)}` }]
}

/** By the dates that inventory found; facts of before they were kept are judged by the table. */
function stateOf(
  version: { readonly engine: string; readonly engineVersion: string },
  { resource, nowMs }: NoteContext,
): SupportState | undefined {
  const dates = supportDatesIn(resource.facts)
  return dates ? supportStateOn(dates, isoDay(nowMs)) : supportOn({ ...version, day: isoDay(nowMs) })
}

const tableText = ({ source }: SupportState) =>
  source === 'aws' ? '' : ` Dates from our table of ${dateText(supportTableDay)}: AWS did not tell them.`

/** vCPU that are charged: of every member, and of a Multi-AZ instance those of its standby too. */
function vcpuOf({ resource, shapes }: NoteContext): number | undefined {
  const cpu = shapes.find((shape) => shape.name === resource.shape)?.capacity.cpu
  return cpu === undefined ? undefined : cpu * copiesOf(resource)
}

const copiesOf = ({ facts, count }: Resource) => (facts.multiAz === true ? 2 : count)

type Charged = {
  readonly engine: string
  readonly engineVersion: string
  readonly units: number
  readonly state: SupportState
}

/** A region has thousands of prices, and every database asks for these. */
const indexes = new WeakMap<readonly Price[], ReadonlyMap<string, Price>>()

/** The first price under each key. */
function firstByKey(prices: readonly Price[]): ReadonlyMap<string, Price> {
  const known = indexes.get(prices)
  if (known) return known
  const index = new Map<string, Price>()
  for (const price of prices) if (!index.has(price.key)) index.set(price.key, price)
  indexes.set(prices, index)
  return index
}

function stepsOf(charged: Charged, prices: readonly Price[]): readonly SupportCostStep[] {
  const usd = years.flatMap((year) => {
    const key = supportPriceKey({ ...charged, year, unit: 'vcpu' })
    const price = firstByKey(prices).get(key)
    return price ? [[year, price.hourlyUsd] as const] : []
  })
  return supportCostSteps(charged.state, { units: charged.units, usdPerUnitHour: Object.fromEntries(usd) })
}

function chargedItem({ name, state, optedOut, vcpu, steps }: Version): EvidenceItem {
  const ended = `Standard support of ${name} ended on ${dateText(state.standardEndsOn)}`
  if (optedOut)
    return {
      title: 'End of support',
      text: `${ended}, and Extended Support is off: AWS upgrades it in a maintenance window.`,
    }
  const now = steps.find(({ year }) => year === state.charged)
  if (now === undefined || vcpu === undefined)
    return {
      title: 'Extended Support',
      text: `${ended}: Extended Support is charged, its price is not known.`,
    }
  const before = state.charged === 'year-3' ? steps.find(({ year }) => year === 'year-1-2') : undefined
  const was = before ? `, ${monthText(before.monthlyUsd)} until then` : ''
  const year = state.charged === 'year-3' ? 'the third year of ' : ''
  const next = state.charged === 'year-1-2' ? steps.find(({ year: one }) => one === 'year-3') : undefined
  const then = next ? ` From ${dateText(next.fromDay)} it is ${monthText(next.monthlyUsd)}.` : ''
  const text = `${ended}. Since ${dateText(now.fromDay)} ${year}Extended Support adds ${monthText(now.monthlyUsd)} for ${vcpu} vCPU${was}, on top of the instances.${then} An upgrade ends it.`
  return { title: 'Extended Support', text }
}

function endItem({ name, state, vcpu, steps }: Version, { nowMs }: NoteContext): EvidenceItem | undefined {
  if (dayStart(state.standardEndsOn) > nowMs + toldDays * dayMs) return undefined
  const first = steps[0]
  const amount = first && vcpu !== undefined ? monthText(first.monthlyUsd) : 'a price per vCPU-hour'
  const after =
    state.chargedFrom === undefined
      ? ''
      : ` From ${dateText(state.chargedFrom)} Extended Support adds ${amount}.`
  const text = `Standard support of ${name} ends on ${dateText(state.standardEndsOn)}.${after}`
  return { title: 'End of support', text }
}
