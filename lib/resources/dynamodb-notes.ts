import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import type { NoteContext } from './definition.ts'
import { partitionMaximum, throttlingOf } from './dynamodb-hot-key.ts'
import { billingModeOf, breakEvenShare, type UnitKind, unitPrices } from './dynamodb-modes.ts'
import { monthText, shareText } from './note-text.ts'

const secondsPerHour = 3600
/** Share of what is provisioned that the busiest hour would use after a change of mode: DynamoDB's usual target. */
const targetShare = 0.7
/** Less than this a month is not worth a sentence. */
const leastUsd = 10

const kinds = ['read', 'write'] as const
const units = { read: 'RCU', write: 'WCU' } as const

/**
 * A hot key where throttling has no other cause, and the other billing mode where it costs less. A mode is of a table
 * with its indexes: an index is told none of its own.
 */
export function throughputNotes(input: NoteContext): readonly EvidenceItem[] {
  const mode = input.resource.resourceClass === 'dynamodb-table' ? modeNote(input) : undefined
  return [...kinds.flatMap((kind) => hotKeyNote(input, kind) ?? []), ...(mode === undefined ? [] : [mode])]
}

function numberFact({ facts }: Resource, name: string): number | undefined {
  const value = facts[name]
  return typeof value === 'number' ? value : undefined
}

/** Units a second of the busiest hour of the last 14 days. */
function busiest({ signals }: NoteContext, kind: UnitKind): number | undefined {
  const sum = signals[`consumed-${kind}-units`]?.max
  return sum === undefined ? undefined : sum / secondsPerHour
}

/** What is there at any time: under autoscaling its minimum, on demand nothing that is known. */
function leastProvisioned({ resource }: NoteContext, kind: UnitKind): number {
  return numberFact(resource, `${kind}UnitsMin`) ?? numberFact(resource, `${kind}Units`) ?? Number.NaN
}

function hotKeyNote(input: NoteContext, kind: UnitKind): EvidenceItem | undefined {
  const throttles = input.signals[`${kind}-throttles`]?.max ?? 0
  const consumed = numberFact(input.resource, `${kind}UnitsWhenThrottled`) ?? Number.NaN
  const capacity = leastProvisioned(input, kind)
  if (throttlingOf({ consumed, capacity, throttles }) !== 'hot-key') return undefined
  const most = partitionMaximum[`${kind}Units`]
  return {
    title: 'Hot key',
    text: `${kind === 'read' ? 'Reads' : 'Writes'} were throttled up to ${count(throttles)} times an hour in the last 14 days, and the busiest minute with throttling used ${shareText(consumed / capacity)} of ${count(capacity)} ${units[kind]}: one key is asked for more than a partition gives, at most ${count(most)} ${units[kind]}. More units for the whole do not help; spread the key or cache it.`,
  }
}

type Compared = { readonly presentUsd: number; readonly otherUsd: number; readonly text: string }

function modeNote(input: NoteContext): EvidenceItem | undefined {
  const onDemand = billingModeOf(input.resource) === 'on-demand'
  const compared = kinds.map((kind) => (onDemand ? toProvisioned(input, kind) : toOnDemand(input, kind)))
  const [read, write] = compared
  if (read === undefined || write === undefined) return undefined
  const month = (hourlyUsd: number) => hourlyUsd * hoursPerMonth
  const presentUsd = month(read.presentUsd + write.presentUsd)
  const otherUsd = month(read.otherUsd + write.otherUsd)
  if (presentUsd - otherUsd < leastUsd) return undefined
  const other = onDemand ? 'Provisioned' : 'On demand'
  return {
    title: 'Billing mode',
    text: `${other} would cost ${monthText(otherUsd)} instead of ${monthText(presentUsd)} at list prices: ${read.text} and ${write.text}.${indexText(input.resource)}`,
  }
}

function indexText(resource: Resource): string {
  const indexes = numberFact(resource, 'indexes') ?? 0
  if (indexes === 0) return ''
  return indexes === 1
    ? ' Its index changes with it and is not counted here.'
    : ` Its ${indexes} indexes change with it and are not counted here.`
}

function pricesOf({ resource, prices }: NoteContext, unit: UnitKind) {
  const tableClass = resource.facts.tableClass === 'standard-ia' ? 'standard-ia' : 'standard'
  return unitPrices(prices, { tableClass, unit })
}

function toOnDemand(input: NoteContext, kind: UnitKind): Compared | undefined {
  const prices = pricesOf(input, kind)
  const consumed = numberFact(input.resource, `${kind}UnitsConsumed`)
  const provisioned = numberFact(input.resource, `${kind}UnitsProvisioned`)
  if (prices === undefined || consumed === undefined || !(provisioned !== undefined && provisioned > 0))
    return undefined
  return {
    presentUsd: provisioned * prices.provisionedUsd,
    otherUsd: consumed * prices.onDemandUsd,
    text: `${shareText(consumed / provisioned)} of the ${units[kind]} are used on average (break-even ${shareText(breakEvenShare(prices))})`,
  }
}

/** Flat units for the busiest hour: dearer than autoscaling, so that the saving is no less. */
function toProvisioned(input: NoteContext, kind: UnitKind): Compared | undefined {
  const prices = pricesOf(input, kind)
  const consumed = numberFact(input.resource, `${kind}UnitsConsumed`)
  const peak = busiest(input, kind)
  if (prices === undefined || consumed === undefined || peak === undefined) return undefined
  const provisioned = Math.max(1, Math.ceil(peak / targetShare))
  return {
    presentUsd: consumed * prices.onDemandUsd,
    otherUsd: provisioned * prices.provisionedUsd,
    text: `${count(provisioned)} ${units[kind]} hold the busiest hour of 14 days at ${shareText(targetShare)}`,
  }
}

const count = (value: number) => Math.round(value).toLocaleString('en-US')
