import type { EpochMs } from '#lib/model/time.ts'
import { linearScale, monthTicks, niceTicks, thinTicks } from './scale.ts'
import { bandData, circle, element, line, type Point, pathData, svg, text } from './svg.ts'

export type CostFan = {
  /** Whole months billed, at their first day. */
  readonly history: readonly { readonly ms: EpochMs; readonly usd: number }[]
  /** The running month and those after, with the 80 % interval. */
  readonly months: readonly {
    readonly ms: EpochMs
    readonly median: number
    readonly low: number
    readonly high: number
  }[]
  /** Days on which something known moves the cost. */
  readonly steps: readonly { readonly ms: EpochMs }[]
  readonly tickText: (usd: number) => string
  readonly label: string
  readonly width: number
}

const height = 262
const top = 14
const bottom = 232
const left = 50

/** Month totals: billed in ink, forecast as a dashed median in its 80 % band, known steps as ticks on the axis. */
export function drawCostFan({ history, months, steps, tickText, label, width }: CostFan): string {
  const values = [...history.map(({ usd }) => usd), ...months.flatMap(({ low, high }) => [low, high])]
  const ticks = niceTicks(Math.min(0, ...values), Math.max(...values), 6)
  const right = width - 12
  const first = history[0]?.ms ?? months[0]?.ms ?? 0
  const last = months.at(-1)?.ms ?? first + 1
  const x = linearScale({ domain: [first, last], range: [left, right] })
  const y = linearScale({ domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], range: [bottom, top] })
  const points = (pick: (month: CostFan['months'][number]) => number): Point[] =>
    months.map((month) => [x(month.ms), y(pick(month))])
  const known = history.map(({ ms, usd }): Point => [x(ms), y(usd)])
  const join = known.slice(-1)
  const body = [
    ...ticks.map((usd, i) => drawTick(tickText(usd), y(usd), right, i === 0)),
    drawMonths({ first, last, x }),
    element('path', {
      d: bandData([...join, ...points(({ high }) => high)], [...join, ...points(({ low }) => low)]),
      class: 'b80',
    }),
    element('path', { d: pathData([...join, ...points(({ median }) => median)]), class: 'med' }),
    element('path', { d: pathData(known), class: 'hist' }),
    ...steps.map(({ ms }) => line(x(ms), bottom - 7, x(ms), bottom, 'cost-step')),
    ...points(({ median }) => median).map(([cx, cy]) => circle(cx, cy, 2.5, 'cost-dot')),
  ]
  return svg({ width, height, label, fluid: true, body: body.join('') })
}

function drawTick(label: string, y: number, right: number, lowest: boolean): string {
  return (
    line(left, y, right, y, lowest ? 'ax0' : 'gr') +
    text(label, { x: left - 8, y: y + 4, class: 'tk', 'text-anchor': 'end' })
  )
}

type MonthAxis = { readonly first: EpochMs; readonly last: EpochMs; readonly x: (ms: number) => number }

function drawMonths({ first, last, x }: MonthAxis): string {
  const ticks = monthTicks(first, last).map((tick) => ({ ...tick, x: x(tick.ms) }))
  return thinTicks(ticks, 56)
    .filter((tick) => tick.x < x(last) - 4)
    .map((tick) => {
      const style = tick.january ? 'tk b' : 'tk'
      const at = { x: tick.x, y: bottom + 17, class: style, 'text-anchor': 'middle' }
      return line(tick.x, bottom, tick.x, bottom + 4, 'ax0') + text(tick.label, at)
    })
    .join('')
}
