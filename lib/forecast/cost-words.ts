import type { CostMonth, CostStep } from '../model/cost-forecast.ts'
import { medianIndex } from '../model/forecast.ts'
import { dayStart } from '../model/time.ts'
import type { CostGroup } from './cost-cells.ts'
import { monthLength } from './cost-series.ts'
import { percentText } from './wording.ts'

const changeMin = 0.005
const feesNamed = 2
const weekdayMin = 0.05
const dollars = (usd: number) => `$${Math.round(Math.abs(usd)).toLocaleString('en-US')}`

/** What a day of the farthest month costs against one of the running month, in the medians. */
function changeOf(months: readonly CostMonth[]): number {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return Number.NaN
  const daily = ({ month, quantiles }: CostMonth) =>
    (quantiles[medianIndex] as number) / monthLength(dayStart(`${month}-01`))
  return daily(last) / daily(first) - 1
}

export type CostWordsInput = {
  readonly group: CostGroup
  readonly steps: readonly CostStep[]
  readonly months: readonly CostMonth[]
}

/** Change until the farthest month, fees of a day of the month, the week and known steps, in sentences. */
export function explainCost({ group, steps, months }: CostWordsInput): string[] {
  const { members, grouping } = group
  const weighed = members.map(({ paths, cell }) => ({ ...paths, recent: lastMonth(cell.usd) }))
  const change = changeOf(months)
  const sentences: string[] = []
  if (grouping !== 'apart' && Number.isFinite(change)) {
    const until = months.at(-1)?.month ?? ''
    sentences.push(
      Math.abs(change) < changeMin
        ? `A day of ${until} is expected to cost as much as today.`
        : `A day of ${until} is expected to cost ${percentText(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than today.`,
    )
  }
  const fees = weighed.flatMap(({ parts }) => [...parts.fees]).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
  for (const [day, usd] of fees.slice(0, feesNamed)) {
    sentences.push(`On day ${day} of the month ${dollars(usd)} ${usd < 0 ? 'are credited' : 'come on top'}.`)
  }
  const [only] = weighed
  const range = only ? Math.max(...only.parts.weekdays) - Math.min(...only.parts.weekdays) : 0
  if (weighed.length === 1 && range > weekdayMin) {
    sentences.push(`Within the week it varies by ${percentText(range)}.`)
  }
  return [...sentences, ...steps.map(({ text }) => text)]
}

function lastMonth(usd: Float64Array): number {
  return usd.subarray(-28).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0)
}
