import { linearScale, niceTicks } from './scale.ts'
import { element, line, svg, text } from './svg.ts'

/** One step of money a month; negative saves. */
export type WaterfallStep = {
  readonly name: string
  /** How many changes it sums over; absent where nothing is counted. */
  readonly count?: number
  readonly deltaUsd: number
  /** The delta as the page writes it. */
  readonly amount: string
}

export type Waterfall = {
  readonly steps: readonly WaterfallStep[]
  readonly net: { readonly deltaUsd: number; readonly amount: string }
  readonly tickText: (usd: number) => string
  readonly label: string
  /** What zero is; `today` unless given. */
  readonly zero?: string
  readonly width: number
  /** One line per step above its bar, for phones. */
  readonly narrow?: boolean
}

type Frame = { readonly x0: number; readonly x1: number; readonly row: number; readonly top: number }

/** Starts at today = 0 and goes left to right as money is saved; steps that cost go back in red; net in ink. */
export function drawWaterfall(chart: Waterfall): string {
  const frame: Frame = chart.narrow
    ? { x0: 0, x1: chart.width, row: 36, top: 4 }
    : { x0: 198, x1: chart.width - 78, row: 30, top: 20 }
  const x = savedScale(chart, frame)
  const netTop = frame.top + chart.steps.length * frame.row + (chart.narrow ? 4 : 8)
  const height = netTop + frame.row + 6
  const body = [
    chart.narrow ? '' : drawAxis(chart, frame, x, height),
    ...drawSteps(chart, frame, x),
    line(0, netTop, chart.width, netTop, 'ax0'),
    drawBar({ chart, frame, top: netTop + 2, from: x(0), to: x(-chart.net.deltaUsd), className: 'c-ink' }),
    drawRowText({
      chart,
      frame,
      top: netTop + 2,
      name: 'Net change',
      amount: chart.net.amount,
      strong: true,
    }),
  ]
  return svg({ width: chart.width, height, label: chart.label, fluid: true, body: body.join('') })
}

/** Running totals of what is saved after each step, from 0. */
function runningTotals(steps: readonly WaterfallStep[]): readonly number[] {
  const totals = [0]
  for (const { deltaUsd } of steps) totals.push((totals.at(-1) ?? 0) - deltaUsd)
  return totals
}

function extent(chart: Waterfall): readonly [low: number, high: number] {
  const totals = runningTotals(chart.steps)
  return [Math.min(...totals), Math.max(...totals, 1)]
}

function savedScale(chart: Waterfall, frame: Frame) {
  return linearScale({ domain: extent(chart), range: [frame.x0, frame.x1] })
}

function drawAxis(chart: Waterfall, frame: Frame, x: (usd: number) => number, height: number): string {
  const [low, high] = extent(chart)
  const counted = chart.steps.some(({ count }) => count !== undefined)
  const ticks = niceTicks(low, high, 5).filter((usd) => usd >= low && usd <= high)
  const marks = ticks.map((usd) => {
    const label = usd === 0 ? (chart.zero ?? 'today') : chart.tickText(-usd)
    const anchor = usd === 0 && low === 0 ? 'start' : 'middle'
    return (
      line(x(usd), 18, x(usd), height - 4, usd === 0 ? 'ax0' : 'gr') +
      text(label, { x: x(usd), y: 11, class: 'tk', 'text-anchor': anchor })
    )
  })
  return [
    counted ? text('changes', { x: frame.x0 - 16, y: 11, class: 'tk', 'text-anchor': 'end' }) : '',
    text(counted ? '$/mo' : '$', { x: chart.width, y: 11, class: 'tk', 'text-anchor': 'end' }),
    ...marks,
  ].join('')
}

function drawSteps(chart: Waterfall, frame: Frame, x: (usd: number) => number): readonly string[] {
  const totals = runningTotals(chart.steps)
  return chart.steps.map(({ name, count, deltaUsd, amount }, i) => {
    const top = frame.top + i * frame.row
    const [before, after] = [x(totals[i] ?? 0), x(totals[i + 1] ?? 0)]
    const className = deltaUsd < 0 ? 'c-save' : 'c-risk'
    const barEnd = top + (chart.narrow ? 32 : 26)
    const link = i + 1 < chart.steps.length ? line(after, barEnd, after, top + frame.row + 6, 'ax0') : ''
    return (
      drawBar({ chart, frame, top, from: before, to: after, className }) +
      (chart.narrow ? '' : link) +
      drawRowText({ chart, frame, top, name, amount, count })
    )
  })
}

type BarInput = {
  readonly chart: Waterfall
  readonly frame: Frame
  readonly top: number
  readonly from: number
  readonly to: number
  readonly className: string
}

function drawBar({ chart, top, from, to, className }: BarInput): string {
  const y = chart.narrow ? top + 18 : top + 6
  const height = chart.narrow ? 14 : 20
  const width = Math.max(1.5, Math.abs(to - from))
  return element('rect', { x: Math.min(from, to), y, width, height, rx: 1.5, class: className })
}

type RowText = {
  readonly chart: Waterfall
  readonly frame: Frame
  readonly top: number
  readonly name: string
  readonly amount: string
  readonly count?: number
  readonly strong?: boolean
}

function drawRowText({ chart, frame, top, name, amount, count, strong }: RowText): string {
  const y = chart.narrow ? top + 12 : top + 20
  const className = strong ? 'tl ink' : 'ink'
  const counted = count === undefined || chart.narrow ? '' : String(count)
  return [
    text(name, { x: 0, y, class: className }),
    counted === '' ? '' : text(counted, { x: frame.x0 - 16, y, class: 'tk', 'text-anchor': 'end' }),
    text(amount, { x: chart.width, y, class: className, 'text-anchor': 'end' }),
  ].join('')
}
