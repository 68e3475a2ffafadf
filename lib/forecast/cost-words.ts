import type { CostStep } from '../model/cost-forecast.ts'
import type { CostGroup } from './cost-cells.ts'
import { percentText } from './wording.ts'

const growthMin = 0.005
const feesNamed = 2
const weekdayMin = 0.05
const dollars = (usd: number) => `$${Math.round(Math.abs(usd)).toLocaleString('en-US')}`

/** Growth, fees of a day of the month, the week and known steps, in sentences. */
export function explainCost({ members, grouping }: CostGroup, steps: readonly CostStep[]): string[] {
  const weighed = members.map(({ paths, cell }) => ({ ...paths, recent: lastMonth(cell.usd) }))
  const total = weighed.reduce((sum, { recent }) => sum + recent, 0)
  const growth =
    weighed.reduce((sum, { growth, recent }) => sum + (Number.isFinite(growth) ? growth * recent : 0), 0) /
    total
  const sentences: string[] = []
  if (grouping !== 'apart' && Number.isFinite(growth)) {
    const moved = `${growth > 0 ? 'grew' : 'fell'} by ${percentText(Math.abs(growth))} in 28 days, in the median of the past year`
    sentences.push(
      Math.abs(growth) < growthMin ? 'It stayed level over the past year.' : `It ${moved}; that goes on.`,
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
