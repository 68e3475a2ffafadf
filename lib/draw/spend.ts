import type { EpochMs } from '#lib/model/time.ts'
import { linearScale, monthTicks, niceTicks, thinTicks } from './scale.ts'
import { circle, element, line, type Point, pathData, svg, text } from './svg.ts'

export type SpendPoint = { readonly ms: EpochMs; readonly usdPerMonth: number; readonly estimated: boolean }

export type SpendChart = {
  /** Weekly, in time order. */
  readonly points: readonly SpendPoint[]
  readonly tickText: (usd: number) => string
  /** Text at the last point: `$1.27M now`. */
  readonly nowText: string
  readonly label: string
  readonly width: number
}

const height = 262
const top = 14
const bottom = 232
const left = 50

/** Run-rate over time in ink; what AWS still calls estimated is dotted. The axis need not start at zero. */
export function drawSpend(chart: SpendChart): string {
  const { points, width } = chart
  const values = points.map(({ usdPerMonth }) => usdPerMonth)
  const ticks = niceTicks(Math.min(...values) * 0.94, Math.max(...values) * 1.03, 6)
  const right = width - 12
  const first = points[0]?.ms ?? 0
  const x = linearScale({ domain: [first, points.at(-1)?.ms ?? first + 1], range: [left, right] })
  const y = linearScale({ domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], range: [bottom, top] })
  const at = (point: SpendPoint): Point => [x(point.ms), y(point.usdPerMonth)]
  const split = points.findIndex(({ estimated }) => estimated)
  const known = split < 0 ? points : points.slice(0, split)
  const estimated = split < 0 ? [] : points.slice(Math.max(0, split - 1))
  const last = points.at(-1)
  const body = [
    ...ticks.map((usd, i) => drawTick(chart.tickText(usd), y(usd), right, i === 0)),
    drawMonths(points, x),
    element('path', { d: pathData(known.map(at)), class: 'hist' }),
    estimated.length > 1 ? element('path', { d: pathData(estimated.map(at)), class: 'est' }) : '',
    last ? drawLast(at(last), chart.nowText) : '',
  ]
  return svg({ width, height, label: chart.label, fluid: true, body: body.join('') })
}

function drawTick(label: string, y: number, right: number, lowest: boolean): string {
  return (
    line(left, y, right, y, lowest ? 'ax0' : 'gr') +
    text(label, { x: left - 8, y: y + 4, class: 'tk', 'text-anchor': 'end' })
  )
}

function drawMonths(points: readonly SpendPoint[], x: (ms: number) => number): string {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return ''
  const ticks = monthTicks(first.ms, last.ms).map((tick) => ({ ...tick, x: x(tick.ms) }))
  const shown = new Set(thinTicks(ticks, 56))
  return ticks
    .map((tick) => {
      const mark = line(tick.x, bottom, tick.x, bottom + 4, 'ax0')
      const style = tick.january ? 'tk b' : 'tk'
      return shown.has(tick)
        ? mark + text(tick.label, { x: tick.x, y: bottom + 17, class: style, 'text-anchor': 'middle' })
        : mark
    })
    .join('')
}

function drawLast([x, y]: Point, label: string): string {
  const above = y > top + 28
  return (
    circle(x, y, 3.5, 'pt') +
    text(label, { x: x - 2, y: above ? y - 10 : y + 20, class: 'tl ink halo', 'text-anchor': 'end' })
  )
}
