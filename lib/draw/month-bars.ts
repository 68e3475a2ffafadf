import { linearScale, niceTicks } from './scale.ts'
import { element, line, svg, text } from './svg.ts'

export type MonthBarsInput = {
  /** One a month, in order; `partial` = not over yet. */
  readonly bars: readonly {
    readonly name: string
    readonly usd: number
    readonly partial: boolean
    readonly budgetUsd?: number
  }[]
  readonly tickText: (usd: number) => string
  readonly label: string
  readonly width: number
}

const height = 232
const top = 14
const bottom = 202
const left = 50

/** Bars from zero, one a month, and the budget as a step over the months that have one. */
export function drawMonthBars({ bars, tickText, label, width }: MonthBarsInput): string {
  const highest = Math.max(1, ...bars.flatMap(({ usd, budgetUsd }) => [usd, budgetUsd ?? 0]))
  const ticks = niceTicks(0, highest, 5)
  const y = linearScale({ domain: [0, ticks.at(-1) ?? 1], range: [bottom, top] })
  const step = (width - left - 8) / Math.max(1, bars.length)
  const x = (i: number) => left + i * step
  const every = Math.ceil(46 / step)
  const body = [
    ...ticks.map((usd, i) => tickLine(tickText(usd), y(usd), width - 8, i === 0)),
    ...bars.map((bar, i) =>
      element('rect', {
        x: x(i) + step * 0.14,
        y: y(bar.usd),
        width: step * 0.72,
        height: Math.max(0, bottom - y(bar.usd)),
        class: bar.partial ? 'c-mut' : 'c-ink',
      }),
    ),
    ...bars.map((bar, i) =>
      bar.budgetUsd === undefined ? '' : line(x(i), y(bar.budgetUsd), x(i + 1), y(bar.budgetUsd), 'lim'),
    ),
    ...bars.map((bar, i) =>
      i % every === 0
        ? text(bar.name.slice(0, 3), {
            x: x(i) + step / 2,
            y: bottom + 17,
            class: 'tk',
            'text-anchor': 'middle',
          })
        : '',
    ),
  ]
  return svg({ width, height, label, fluid: true, body: body.join('') })
}

function tickLine(label: string, y: number, right: number, lowest: boolean): string {
  return (
    line(left, y, right, y, lowest ? 'ax0' : 'gr') +
    text(label, { x: left - 8, y: y + 4, class: 'tk', 'text-anchor': 'end' })
  )
}
