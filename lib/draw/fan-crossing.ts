import { dayMs } from '#lib/model/time.ts'
import type { FanChart, FanCrossing, FanDate } from './fan-chart.ts'
import { type FanFrame, laterRows } from './fan-frame.ts'
import { circle, line, text } from './svg.ts'

/** Dots with their bin: `bin` counts bins after the horizon, so that none straddles it. */
type Stack = { readonly bin: number; readonly count: number }

/**
 * Stacks dots in bins of `binDays`, aligned to the horizon: bin `b` holds the days in
 * `(horizon + (b - 1) x binDays, horizon + b x binDays]`.
 */
export function stackDots(days: readonly number[], horizonDays: number, binDays: number): readonly Stack[] {
  const counts = new Map<number, number>()
  for (const day of days) {
    const bin = Math.ceil((day - horizonDays) / binDays - 1e-9)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  return [...counts].map(([bin, count]) => ({ bin, count })).sort((a, b) => a.bin - b.bin)
}

/** The largest radius at which the highest stack still fits under the axis. */
function fittingRadius(frame: FanFrame, days: readonly number[], horizonDays: number, pxPerDay: number) {
  const room = frame.dotsY - frame.bottom - 30
  for (let r = 4.5; r > 1.5; r -= 0.5) {
    const binDays = (2 * r + 0.7) / pxPerDay
    const highest = Math.max(0, ...stackDots(days, horizonDays, binDays).map((s) => s.count))
    if (highest * (2 * r + 0.7) <= room) return { r, binDays }
  }
  return { r: 1.5, binDays: 3.7 / pxPerDay }
}

function drawDots(frame: FanFrame, chart: FanChart, crossing: FanCrossing): string {
  const axisDays = (chart.endMs - chart.todayMs) / dayMs
  const pxPerDay = (frame.right - frame.x(chart.todayMs)) / axisDays
  const dated = crossing.quantileDays.filter((d): d is number => d !== null && d <= axisDays)
  const { r, binDays } = fittingRadius(frame, dated, chart.horizon.days, pxPerDay)
  const pitch = 2 * r + 0.7
  const stacks = stackDots(dated, chart.horizon.days, binDays).flatMap(({ bin, count }) => {
    const x = frame.x(chart.horizon.atMs) + (bin - 0.5) * pitch
    return Array.from({ length: count }, (_, i) =>
      circle(x, frame.dotsY - 5 - i * pitch, r, bin <= 0 ? 'dr' : 'dn'),
    )
  })
  const later = Array.from({ length: crossing.quantileDays.length - dated.length }, (_, i) =>
    circle(
      frame.laterX + 4 + Math.floor(i / laterRows) * 9,
      frame.dotsY - 5 - (i % laterRows) * 9.5,
      3.6,
      'dl',
    ),
  )
  return stacks.join('') + later.join('')
}

function drawInterval(frame: FanFrame, chart: FanChart, crossing: FanCrossing): string {
  const x = (date: FanDate) =>
    date.days === null ? frame.right : Math.min(frame.right, frame.x(chart.todayMs + date.days * dayMs))
  const [low, median, high] = [x(crossing.low), x(crossing.median), x(crossing.high)]
  const y = frame.dotsY + 5
  const label = (at: number, date: FanDate, className: string) =>
    text(date.label, { x: at, y: y + 17, class: className, 'text-anchor': 'middle' })
  const parts = [line(low, y, high, y, 'ivl')]
  if (median < frame.right)
    parts.push(line(median, y - 4, median, y + 4, 'ivm'), label(median, crossing.median, 'tl ink'))
  const start = Math.min(low, median - 44)
  const twice = (date: FanDate) => date.label === crossing.median.label
  if (low < frame.right && start > frame.left && !twice(crossing.low))
    parts.push(label(start, crossing.low, 'tk'))
  const end = Math.max(high, median + 44)
  const room = frame.right - (frame.laterCount > 0 ? 34 : 16)
  if (end < room && !twice(crossing.high)) parts.push(label(end, crossing.high, 'tk'))
  return parts.join('')
}

/** From the crossing of the median down to the dots. */
function drawDrop(frame: FanFrame, chart: FanChart, crossing: FanCrossing): string {
  const { days } = crossing.median
  if (days === null) return ''
  const x = frame.x(chart.todayMs + days * dayMs)
  if (x > frame.right) return ''
  const y = frame.y(crossing.limitValue)
  const below = line(x, frame.bottom + 22, x, frame.dotsY + 6, 'xl')
  return line(x, y, x, frame.bottom + 6, 'xl') + below + circle(x, y, 4.5, 'xm')
}

function drawLines(frame: FanFrame, crossing: FanCrossing): string {
  if (!frame.wide) return ''
  return crossing.lines
    .map((content, i) =>
      text(content, { x: frame.left, y: frame.bottom + 54 + i * 17, class: i === 0 ? 'tl ink' : 't' }),
    )
    .join('')
}

/** When the limit is reached: dots, 80 % interval with the median's tick, and the drop line from the crossing. */
export function drawCrossing(frame: FanFrame, chart: FanChart, crossing: FanCrossing): string {
  const later = { x: frame.width - 2, y: frame.dotsY + 22, class: 'tk', 'text-anchor': 'end' }
  return [
    drawDrop(frame, chart, crossing),
    line(frame.x(chart.todayMs), frame.dotsY, frame.right, frame.dotsY, 'ax0'),
    drawInterval(frame, chart, crossing),
    drawDots(frame, chart, crossing),
    drawLines(frame, crossing),
    frame.laterCount > 0 ? text('later', later) : '',
  ].join('')
}
