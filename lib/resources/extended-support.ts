import type { Facts } from '#lib/model/resource.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import { type SupportDates, supportDates } from './rds-support.ts'

/** Price band of Extended Support, as the price list names it. */
export type SupportYear = 'year-1-2' | 'year-3'

/** Where a database stands with its engine's support on one day. */
export type SupportState = SupportDates & {
  /** The band charged on that day; absent = nothing is charged. */
  readonly charged?: SupportYear
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

/** Support of the engine's version on `day` (`2026-11-25`); undefined where AWS publishes no dates for it. */
export function supportOn(engine: string, engineVersion: string, day: string): SupportState | undefined {
  const dates = datesOf(engine, engineVersion)
  if (!dates) return undefined
  const year = bandOn(dates, day)
  return year === undefined ? dates : { ...dates, charged: year }
}

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
 * What inventory says of a database's support: the last day of standard support, and the band of Extended Support
 * that is charged on `day`. Whoever opted out (`open-source-rds-extended-support-disabled`) is upgraded instead.
 */
export function supportFacts(options: {
  readonly engine: string
  readonly engineVersion: string
  readonly day: string
  readonly optedOut: boolean
}): Facts {
  const state = supportOn(options.engine, options.engineVersion, options.day)
  if (!state) return {}
  return {
    supportEndsOn: state.standardEndsOn,
    ...(state.charged === undefined || options.optedOut ? {} : { extendedSupport: state.charged }),
  }
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

/**
 * The steps of the surcharge of one database over time, oldest first: both bands, with the prices that are known.
 * `units` as `supportMonthlyUsd` takes them. Empty for an engine without Extended Support.
 */
export function supportCostSteps(options: {
  readonly engine: string
  readonly engineVersion: string
  readonly units: number
  readonly usdPerUnitHour: Readonly<Partial<Record<SupportYear, number>>>
}): readonly SupportCostStep[] {
  const dates = datesOf(options.engine, options.engineVersion)
  const starts: readonly (readonly [SupportYear, string | undefined])[] = [
    ['year-1-2', dates?.chargedFrom],
    ['year-3', dates?.yearThreeFrom],
  ]
  return starts.flatMap(([year, fromDay]) => {
    const price = options.usdPerUnitHour[year]
    if (fromDay === undefined || price === undefined) return []
    return [{ fromDay, year, monthlyUsd: supportMonthlyUsd(options.units, price) }]
  })
}
