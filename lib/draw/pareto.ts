import { linearScale, niceTicks } from './scale.ts'
import { circle, element, line, type Point, pathData, svg, text } from './svg.ts'

export type ParetoPoint = { readonly usd: number; readonly minutes: number }

export type ParetoChart = {
  /** Best trade-offs, cheapest first. */
  readonly front: readonly ParetoPoint[]
  readonly now: ParetoPoint
  readonly recommended?: ParetoPoint | undefined
  readonly budgetMinutes: number
  readonly usdText: (usd: number) => string
  readonly texts: { readonly now: string; readonly recommended: string; readonly budget: string }
  readonly label: string
  readonly width: number
}

const height = 270
const [left, top, bottom] = [50, 22, 222]
const decades = [0, 1, 10, 100, 1000, 10_000, 100_000]

/** Minutes on a scale of powers of ten that begins at zero. */
const power = (minutes: number) => Math.log10(1 + Math.max(0, minutes))

/** Cost against minutes above the limit: lower left is better; the budget is a line in the colour of limits. */
export function drawPareto(chart: ParetoChart): string {
  const { front, now, recommended, budgetMinutes, width, texts } = chart
  const right = width - 16
  const costs = [...front, now].map(({ usd }) => usd)
  const xs = niceTicks(Math.min(...costs), Math.max(...costs), width < 400 ? 4 : 7)
  const most = Math.max(budgetMinutes, ...[...front, now].map(({ minutes }) => minutes))
  const high = decades.find((value) => value >= most) ?? most
  const x = linearScale({ domain: [xs[0] ?? 0, xs.at(-1) ?? 1], range: [left, right] })
  const y = linearScale({ domain: [0, power(high)], range: [bottom, top] })
  const at = ({ usd, minutes }: ParetoPoint): Point => [x(usd), y(power(minutes))]
  const budgetY = y(power(budgetMinutes))
  const body = [
    ...decades.filter((value) => value <= high).map((value) => minuteTick(value, y(power(value)), right)),
    ...xs.map((usd) =>
      text(chart.usdText(usd), { x: x(usd), y: bottom + 18, class: 'tk', 'text-anchor': 'middle' }),
    ),
    text('list price a month', { x: right, y: bottom + 36, class: 'tk', 'text-anchor': 'end' }),
    text('minutes above the limit a month', { x: 2, y: 10, class: 'tk' }),
    line(left, budgetY, right, budgetY, 'lim'),
    text(texts.budget, { x: right, y: budgetY + 15, class: 'lim-t halo', 'text-anchor': 'end' }),
    element('path', { d: pathData(front.map(at)), class: 'hist' }),
    ...front.map((point) => circle(...at(point), 3, 'c-ink')),
    labelled(at(now), texts.now, { mark: diamond(at(now)), right, below: true }),
    recommended
      ? labelled(at(recommended), texts.recommended, {
          mark: circle(...at(recommended), 6, 'rec'),
          right,
          below: false,
        })
      : '',
  ]
  return svg({ width, height, label: chart.label, fluid: true, body: body.join('') })
}

function minuteTick(minutes: number, y: number, right: number): string {
  const label = minutes.toLocaleString('en-US')
  return (
    line(left, y, right, y, minutes === 0 ? 'ax0' : 'gr') +
    text(label, { x: left - 8, y: y + 4, class: 'tk', 'text-anchor': 'end' })
  )
}

function diamond([x, y]: Point): string {
  return element('path', { d: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`, class: 'now-d' })
}

type Labelled = { readonly mark: string; readonly right: number; readonly below: boolean }

function labelled([x, y]: Point, label: string, { mark, right, below }: Labelled): string {
  const late = x > (left + right) / 2
  const dy = below && y < bottom - 24 ? 22 : -12
  return (
    mark +
    text(label, {
      x: late ? x + 6 : x - 6,
      y: y + dy,
      class: 'tl ink halo',
      'text-anchor': late ? 'end' : 'start',
    })
  )
}
