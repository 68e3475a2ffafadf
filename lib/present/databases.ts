import type { Dimension } from '#lib/model/capacity.ts'
import type { DimensionUse, FleetRow } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs, dayStart, type EpochMs } from '#lib/model/time.ts'
import { type SupportYear, supportMonthlyUsd, supportPriceKey } from '#lib/resources/extended-support.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { changeTo } from './change-cell.ts'
import { byRiskThenMoney, isAboveNow, monthlyUsdOf, sum } from './fleet.ts'
import {
  chance,
  dateOrAfter,
  dateRange,
  dayWithYear,
  noChange,
  percent,
  plural,
  size,
  sizeLabel,
  usd,
  usdDelta,
} from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'
import { dimensionWords } from './words.ts'

/** Everything that keeps data and answers queries. */
export const databaseClasses = [
  'rds-instance',
  'aurora-cluster',
  'aurora-serverless',
  'documentdb-cluster',
  'redshift-cluster',
  'dynamodb-table',
  'dynamodb-index',
  'elasticache-group',
  'elasticache-serverless',
  'opensearch-domain',
] as const satisfies readonly ResourceClass[]

/** List prices of Extended Support by `region key`, and vCPU by `region shape`. */
export type SurchargeFacts = {
  readonly hourlyUsd: ReadonlyMap<string, number>
  readonly vcpu: ReadonlyMap<string, number>
}

export type DatabasesInput = SurchargeFacts & {
  readonly rows: readonly FleetRow[]
  readonly policyHorizonDays: number
  readonly nowMs: EpochMs
}

/** One database in numbers. */
export type Database = {
  readonly row: FleetRow
  readonly version: string
  /** Last day of standard support; absent where AWS publishes none. */
  readonly supportEndsOn?: string
  /** What Extended Support adds a month: 0 = nothing, `null` = charged, and the amount is not known. */
  readonly surchargeUsd: number | null
  readonly uses: ReadonlyMap<Dimension, DimensionUse>
}

/** Databases by risk, then money. */
export function databases({ rows, ...facts }: DatabasesInput): readonly Database[] {
  const classes: readonly ResourceClass[] = databaseClasses
  return rows
    .filter(({ resource }) => classes.includes(resource.resourceClass))
    .map((row) => toDatabase(row, facts))
    .sort((a, b) => byRiskThenMoney(a.row, b.row))
}

function toDatabase(row: FleetRow, facts: SurchargeFacts): Database {
  const { supportEndsOn, engineVersion } = row.resource.facts
  return {
    row,
    version: engineVersion === undefined ? '' : String(engineVersion).split('.').slice(0, 2).join('.'),
    ...(typeof supportEndsOn === 'string' && { supportEndsOn }),
    surchargeUsd: surchargeOf(row, facts),
    uses: new Map((row.recommendation?.uses ?? []).map((use) => [use.dimension, use])),
  }
}

/** Per vCPU, of a Multi-AZ instance those of its standby too; serverless is billed by ACU-hour, which is not known here. */
function surchargeOf({ resource }: FleetRow, { hourlyUsd, vcpu }: SurchargeFacts): number | null {
  const { extendedSupport, engine, engineVersion, multiAz } = resource.facts
  if (extendedSupport === undefined || extendedSupport === false) return 0
  if (typeof engine !== 'string' || typeof engineVersion !== 'string') return null
  const year: SupportYear = extendedSupport === 'year-3' ? 'year-3' : 'year-1-2'
  const price = hourlyUsd.get(
    `${resource.region} ${supportPriceKey({ engine, engineVersion, year, unit: 'vcpu' })}`,
  )
  const each = vcpu.get(`${resource.region} ${resource.shape}`)
  if (price === undefined || each === undefined) return null
  return supportMonthlyUsd(each * (multiAz === true ? 2 : resource.count), price)
}

export type UseCell = {
  readonly text: string
  /** Shares of capacity, for the bar; absent = not measured or no such limit. */
  readonly bar?: { readonly used: number; readonly limit: number; readonly label: string }
  readonly tone?: 'risk' | 'watch'
}

export type DatabaseRow = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly kind: string
  readonly team?: string
  readonly size: string
  readonly monthly: string
  readonly chance: string
  readonly tone?: 'risk' | 'watch'
  readonly median: string
  readonly interval: string
  readonly limitedBy: string
  readonly memory: UseCell
  readonly storage: UseCell
  readonly connections: UseCell
  readonly support: string
  readonly supportTone?: 'risk' | 'watch'
  readonly surcharge: string
  readonly to: string
  readonly delta: string
}

export type DatabasesView = {
  readonly lede: Sentence
  readonly rows: readonly DatabaseRow[]
  readonly total: number
}

const shownRows = 200
/** An end of support is told this long before. */
const soonDays = 365

/** The table of databases. */
export function presentDatabases(input: DatabasesInput): DatabasesView {
  const all = databases(input)
  return {
    lede: ledeOf(all, input.nowMs),
    rows: all.slice(0, shownRows).map((one) => toRow(one, input)),
    total: all.length,
  }
}

function ledeOf(all: readonly Database[], nowMs: EpochMs): Sentence {
  if (all.length === 0) return sentence('No database was found in the accounts that are read.')
  const likely = all.filter(({ row }) => row.recommendation?.finding === 'runs-out').length
  const charged = all.filter(({ surchargeUsd }) => surchargeUsd !== 0)
  const soon = all.filter((one) => one.surchargeUsd === 0 && endsSoon(one, nowMs)).length
  const usdSum = sum(charged.map(({ surchargeUsd }) => surchargeUsd ?? 0))
  const unknown = charged.filter(({ surchargeUsd }) => surchargeUsd === null).length
  return sentence(
    strong(`${likely} of ${plural(all.length, 'database')}`, likely > 0 ? 'risk' : undefined),
    ' will probably reach a safe limit. ',
    strong(plural(charged.length, 'engine version'), charged.length > 0 ? 'watch' : undefined),
    ` past standard support ${charged.length === 1 ? 'adds' : 'add'} `,
    strong(`${usd(usdSum)}/mo`, usdSum > 0 ? 'watch' : undefined),
    unknown > 0 ? ` and ${unknown} more of which the amount is not known` : '',
    `; ${soon} more ${soon === 1 ? 'ends' : 'end'} within a year.`,
  )
}

function endsSoon({ supportEndsOn }: Database, nowMs: EpochMs): boolean {
  return supportEndsOn !== undefined && dayStart(supportEndsOn) < nowMs + soonDays * dayMs
}

function toRow(one: Database, { policyHorizonDays, nowMs }: DatabasesInput): DatabaseRow {
  const { row, supportEndsOn, surchargeUsd } = one
  const { resource, recommendation: given } = row
  const monthly = monthlyUsdOf(row)
  const isPast = supportEndsOn !== undefined && dayStart(supportEndsOn) + dayMs <= nowMs
  return {
    id: resource.id,
    name: resource.name,
    resourceClass: resource.resourceClass,
    kind: classDefinitions[resource.resourceClass].describe(resource),
    ...(resource.team !== undefined && { team: resource.team }),
    size: given?.current ? sizeLabel(given.current.label) : size(resource.shape, resource.count),
    monthly: monthly === undefined ? noChange : usd(monthly),
    ...riskCells(row, { asOfMs: given?.asOfMs ?? nowMs, axisDays: 2 * policyHorizonDays, nowMs }),
    memory: shareCell(one, ['memory', 'graph-memory']),
    storage: shareCell(one, ['storage']),
    connections: shareCell(one, ['connections']),
    support: supportEndsOn === undefined ? noChange : dayWithYear(dayStart(supportEndsOn)),
    ...(isPast
      ? { supportTone: 'risk' as const }
      : endsSoon(one, nowMs) && { supportTone: 'watch' as const }),
    surcharge: surchargeUsd === null ? 'not known' : surchargeUsd === 0 ? noChange : usdDelta(surchargeUsd),
    to: given ? changeTo(given) : noChange,
    delta: given?.recommended ? usdDelta(given.recommended.deltaMonthlyUsd) : noChange,
  }
}

function riskCells(
  { recommendation: given }: FleetRow,
  axis: { readonly asOfMs: EpochMs; readonly axisDays: number; readonly nowMs: EpochMs },
): Pick<DatabaseRow, 'chance' | 'tone' | 'median' | 'interval' | 'limitedBy'> {
  if (!given || given.finding === 'abstained')
    return { chance: noChange, median: 'no forecast', interval: '', limitedBy: noChange }
  const above = isAboveNow(given)
  return {
    chance: given.chanceByHorizon === null ? noChange : chance(given.chanceByHorizon),
    ...(given.finding === 'runs-out' && { tone: 'risk' as const }),
    ...(given.finding === 'watch' && { tone: 'watch' as const }),
    median: above ? 'above now' : dateOrAfter(given.medianDays, axis),
    interval: above ? '' : dateRange(given.lowDays, given.highDays, axis),
    limitedBy: given.bindingDimension ? dimensionWords[given.bindingDimension] : 'not known',
  }
}

/** The fuller of the dimensions; where a class has none of them there is nothing to run out of. */
function shareCell({ uses, row }: Database, dimensions: readonly Dimension[]): UseCell {
  const found = dimensions.flatMap((dimension) => uses.get(dimension) ?? [])
  const known = found.filter(({ utilization }) => utilization !== null)
  const [first] = known.sort((a, b) => (b.utilization ?? 0) / b.limit - (a.utilization ?? 0) / a.limit)
  if (first?.utilization == null) {
    const isJudged = classDefinitions[row.resource.resourceClass].dimensions.some(({ dimension }) =>
      dimensions.includes(dimension),
    )
    return { text: isJudged ? 'not measured' : noChange }
  }
  const { utilization: used, limit, dimension } = first
  const label = `${dimensionWords[dimension]}: ${percent(used)} used, safe limit ${percent(limit)}`
  const tone = used >= limit ? 'risk' : used >= 0.9 * limit ? 'watch' : undefined
  return { text: percent(used), bar: { used, limit, label }, ...(tone && { tone }) }
}
