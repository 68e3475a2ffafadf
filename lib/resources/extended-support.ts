import type { Facts } from '#lib/model/resource.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import { type SupportDates, supportDates } from './rds-support.ts'

/** Price band of Extended Support, as the price list names it. */
export type SupportYear = 'year-1-2' | 'year-3'

/** Where the dates come from: AWS itself, or our dated table where it could not be asked. */
export type SupportSource = 'aws' | 'table'

/** Where a database stands with its engine's support on one day. */
export type SupportState = SupportDates & {
  readonly source: SupportSource
  /** The band charged on that day; absent = nothing is charged. */
  readonly charged?: SupportYear
}

/** One version of an engine on a day (`2026-11-25`), and what AWS says of its support, where it was asked. */
export type SupportQuestion = {
  readonly engine: string
  readonly engineVersion: string
  readonly day: string
  readonly live?: SupportDates | undefined
}

/** From `fromDay` on, Extended Support adds this much a month at list price. */
export type SupportCostStep = {
  readonly fromDay: string
  readonly year: SupportYear
  readonly monthlyUsd: number
}

/**
 * The major version of an engine as RDS counts them: PostgreSQL by its first number, MySQL and MariaDB by two. Aurora
 * MySQL writes `8.0.mysql_aurora.3.08.0`, and before 2018 plain `5.6.10a`.
 */
export function majorVersion(engine: string, engineVersion: string): string {
  const parts = engineVersion.split('.')
  return parts.slice(0, engine.includes('postgres') ? 1 : 2).join('.')
}

/** Support of the engine's version on a day; undefined where neither AWS nor our table has dates for it. */
export function supportOn({ engine, engineVersion, day, live }: SupportQuestion): SupportState | undefined {
  const known = datesOf(engine, engineVersion)
  if (live) return supportStateOn({ ...withCharges(live, known), source: 'aws' }, day)
  return known && supportStateOn({ ...known, source: 'table' }, day)
}

/**
 * AWS tells when Extended Support begins and ends, not when it is charged: some versions were given weeks for nothing,
 * which the table knows as long as both agree on the end of standard support. Else it is charged from its first day,
 * and the price of the third year follows two years later (RDS User Guide, "Amazon RDS Extended Support charges").
 */
function withCharges(live: SupportDates, known: SupportDates | undefined): SupportDates {
  if (known?.standardEndsOn === live.standardEndsOn) return { ...known, ...endOf(live) }
  const { chargedFrom, extendedEndsOn } = live
  if (chargedFrom === undefined) return live
  const yearThreeFrom = twoYearsAfter(chargedFrom)
  return extendedEndsOn !== undefined && extendedEndsOn < yearThreeFrom ? live : { ...live, yearThreeFrom }
}

const endOf = ({ extendedEndsOn }: SupportDates) => (extendedEndsOn === undefined ? {} : { extendedEndsOn })

const twoYearsAfter = (day: string) => `${Number(day.slice(0, 4)) + 2}${day.slice(4)}`

function datesOf(engine: string, engineVersion: string): SupportDates | undefined {
  const versions = Object.hasOwn(supportDates, engine) ? supportDates[engine] : undefined
  const major = majorVersion(engine, engineVersion)
  return versions && Object.hasOwn(versions, major) ? versions[major] : undefined
}

function bandOn({ chargedFrom, yearThreeFrom }: SupportDates, day: string): SupportYear | undefined {
  if (chargedFrom === undefined || day < chargedFrom) return undefined
  return yearThreeFrom !== undefined && day >= yearThreeFrom ? 'year-3' : 'year-1-2'
}

/**
 * What inventory says of a database's support: the last day of standard support, the days from which Extended Support is
 * charged, who says so, and the band that is charged on `day`. Whoever opted out
 * (`open-source-rds-extended-support-disabled`) is upgraded instead.
 */
export function supportFacts(options: SupportQuestion & { readonly optedOut: boolean }): Facts {
  const state = supportOn(options)
  if (!state) return {}
  const { chargedFrom, yearThreeFrom, extendedEndsOn } = state
  return {
    supportEndsOn: state.standardEndsOn,
    supportSource: state.source,
    ...(chargedFrom === undefined ? {} : { supportChargedFrom: chargedFrom }),
    ...(yearThreeFrom === undefined ? {} : { supportYearThreeFrom: yearThreeFrom }),
    ...(extendedEndsOn === undefined ? {} : { extendedSupportEndsOn: extendedEndsOn }),
    ...(state.charged === undefined || options.optedOut ? {} : { extendedSupport: state.charged }),
  }
}

/** The dates that inventory found; undefined for facts of before they were kept, or of an engine without dates. */
export function supportDatesIn(
  facts: Facts,
): (SupportDates & { readonly source: SupportSource }) | undefined {
  const { supportEndsOn, supportSource } = facts
  const text = (key: string) => (typeof facts[key] === 'string' ? facts[key] : undefined)
  if (typeof supportEndsOn !== 'string' || (supportSource !== 'aws' && supportSource !== 'table'))
    return undefined
  const [chargedFrom, yearThreeFrom] = [text('supportChargedFrom'), text('supportYearThreeFrom')]
  const extendedEndsOn = text('extendedSupportEndsOn')
  return {
    standardEndsOn: supportEndsOn,
    source: supportSource,
    ...(chargedFrom === undefined ? {} : { chargedFrom }),
    ...(yearThreeFrom === undefined ? {} : { yearThreeFrom }),
    ...(extendedEndsOn === undefined ? {} : { extendedEndsOn }),
  }
}

/** The state on a day of dates that are known. */
export function supportStateOn(
  dates: SupportDates & { readonly source: SupportSource },
  day: string,
): SupportState {
  const year = bandOn(dates, day)
  return year === undefined ? dates : { ...dates, charged: year }
}

/** Key of the price of one vCPU-hour (`vcpu`) or ACU-hour (`acu`) of Extended Support. */
export function supportPriceKey(options: {
  readonly engine: string
  readonly engineVersion: string
  readonly year: SupportYear
  readonly unit: 'vcpu' | 'acu'
}): string {
  const { engine, engineVersion, year, unit } = options
  return `extended-support/${engine}-${majorVersion(engine, engineVersion)}/${year}/${unit}-hour`
}

/** Surcharge a month (730 h): units (vCPU, of a Multi-AZ instance those of its standby too; or ACU) x price. */
export function supportMonthlyUsd(units: number, usdPerUnitHour: number): number {
  return monthlyUsd(units * usdPerUnitHour)
}

/** The steps of the surcharge of a database over time, oldest first: both bands, with the prices that are known. */
export function supportCostSteps(
  { chargedFrom, yearThreeFrom }: SupportDates,
  options: {
    /** As `supportMonthlyUsd` takes them. */
    readonly units: number
    readonly usdPerUnitHour: Readonly<Partial<Record<SupportYear, number>>>
  },
): readonly SupportCostStep[] {
  const starts: readonly (readonly [SupportYear, string | undefined])[] = [
    ['year-1-2', chargedFrom],
    ['year-3', yearThreeFrom],
  ]
  return starts.flatMap(([year, fromDay]) => {
    const price = options.usdPerUnitHour[year]
    if (fromDay === undefined || price === undefined) return []
    return [{ fromDay, year, monthlyUsd: supportMonthlyUsd(options.units, price) }]
  })
}
