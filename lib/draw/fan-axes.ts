import type { FanChart } from './fan-chart.ts'
import type { FanFrame } from './fan-frame.ts'
import { monthTicks, niceTicks, thinTicks } from './scale.ts'
import { line, text } from './svg.ts'

function drawY(frame: FanFrame, chart: FanChart): string {
  const values = niceTicks(0, chart.top, 7).filter((value) => value <= chart.top)
  return values
    .map((value, i) => {
      const y = frame.y(value)
      const label = i === values.length - 1 ? `${value}${chart.unit}` : `${value}`
      const grid = line(frame.left, y, frame.right, y, i === 0 ? 'ax0' : 'gr')
      return grid + text(label, { x: frame.left - 8, y: y + 4, class: 'tk', 'text-anchor': 'end' })
    })
    .join('')
}

function drawX(frame: FanFrame, chart: FanChart): string {
  const ticks = monthTicks(chart.startMs, chart.endMs).map((tick) => ({ ...tick, x: frame.x(tick.ms) }))
  const marks = ticks.map((tick) => line(tick.x, frame.bottom, tick.x, frame.bottom + 4, 'ax0'))
  const room = ticks.filter((tick) => tick.x > frame.left + 10 && tick.x < frame.right - 10)
  const labels = thinTicks(room, frame.wide ? 46 : 34).map((tick) =>
    text(frame.wide ? tick.label : tick.label.slice(0, 3), {
      x: tick.x,
      y: frame.bottom + 18,
      class: tick.january ? 'tk b' : 'tk',
      'text-anchor': 'middle',
    }),
  )
  return [...marks, ...labels].join('')
}

/** The dotted lines of today and of the horizon, with their labels above the frame. */
export function drawVerticals(frame: FanFrame, chart: FanChart): string {
  const bottom = chart.crossing ? frame.dotsY + 6 : frame.bottom
  const today = frame.x(chart.todayMs)
  const horizon = frame.x(chart.horizon.atMs)
  const tight = horizon - today < 76
  const labels = frame.bottom + 6
  const broken = (x: number) =>
    line(x, 18, x, Math.min(bottom, labels), 'now') +
    (bottom > labels + 16 ? line(x, labels + 16, x, bottom, 'now') : '')
  const anchor = horizon > frame.right - 40 ? 'end' : tight ? 'start' : 'middle'
  return [
    broken(today),
    text('today', { x: today, y: 12, class: 'tk b', 'text-anchor': tight ? 'end' : 'middle' }),
    broken(horizon),
    text(chart.horizon.label, { x: horizon, y: 12, class: 'tk b', 'text-anchor': anchor }),
  ].join('')
}

/** Gridlines, ticks with the unit on the top one, and months: what lies behind the data. */
export function drawFanAxes(frame: FanFrame, chart: FanChart): string {
  return drawY(frame, chart) + drawX(frame, chart)
}
