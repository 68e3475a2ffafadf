import type { DayCoverage } from '#lib/model/coverage.ts'
import { dayMs } from '#lib/model/time.ts'
import { amount, cell, type DataTable } from './data-table.ts'
import { count, day, percent } from './format.ts'
import { classWords, dimensionWords } from './words.ts'

export type CoverageView = {
  readonly sub: string
  /** Says what the picture says. */
  readonly label: string
  readonly rows: readonly { readonly name: string; readonly shares: readonly (number | null)[] }[]
  readonly ticks: readonly { readonly cell: number; readonly text: string }[]
}

/** Share of the dimensions of each class that have samples, by day. Absent before anything was measured. */
export function presentCoverage({ startMs, days, classes }: DayCoverage): CoverageView | undefined {
  const rows = classes.map(({ resourceClass, series }) => ({
    name: classWords[resourceClass],
    shares: sharesOf(series.filter(isMeasured), days),
  }))
  if (rows.length === 0) return undefined
  const all = classes.flatMap(({ series }) => series)
  const measured = all.filter(isMeasured)
  const whole = measured.filter(isWhole).length
  const silent = all.length - measured.length
  const without =
    silent > 0
      ? ` ${count(silent)} have none at all, such as memory where no agent runs, and are not counted.`
      : ''
  const endMs = startMs + (days - 1) * dayMs
  return {
    sub: `Share of measured dimensions with samples, ${day(startMs, endMs)} to ${day(endMs, endMs)}, UTC days`,
    label: `${count(whole)} of ${count(measured.length)} measured dimensions have samples on each of the last ${days} days.${without}`,
    rows,
    ticks: Array.from({ length: Math.ceil(days / 7) }, (_, i) => ({
      cell: i * 7,
      text: day(startMs + i * 7 * dayMs, endMs),
    })),
  }
}

type Series = DayCoverage['classes'][number]['series'][number]

/** A dimension without any sample in the window is not measured; that is said, and is no gap. */
const isMeasured = ({ observed }: Series): boolean => observed.some((has) => has === true)
const isWhole = ({ observed }: Series): boolean => observed.every((has) => has !== false)

function sharesOf(series: readonly Series[], days: number): (number | null)[] {
  return Array.from({ length: days }, (_, i) => {
    const there = series.filter(({ observed }) => observed[i] !== null)
    return there.length === 0 ? null : there.filter(({ observed }) => observed[i]).length / there.length
  })
}

/** Dimensions with days without samples, the emptiest first. */
export function gapTable({ startMs, days, classes }: DayCoverage): DataTable {
  const gaps = classes
    .flatMap(({ resourceClass, series }) =>
      series.filter(isMeasured).map((one) => ({ ...one, resourceClass })),
    )
    .map((one) => ({ ...one, missing: one.observed.filter((has) => has === false).length }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing || a.name.localeCompare(b.name, 'en'))
  return {
    key: 'gaps',
    title: 'Days without samples',
    sub: `By dimension, the ${days} whole days from ${day(startMs, startMs)}`,
    head: ['Resource', 'Dimension', 'Days missing', 'Coverage'],
    numeric: [2, 3],
    rows: gaps.map(({ name, resourceClass, dimension, missing }) => [
      cell(name, classWords[resourceClass]),
      cell(dimensionWords[dimension]),
      amount(count(missing), missing),
      amount(percent(1 - missing / days), 1 - missing / days),
    ]),
    empty: { title: 'No gap', text: 'Every measured dimension has samples on each of these days.' },
  }
}
