import { clampedScale } from './scale.ts'
import { circle, line, svg } from './svg.ts'

/** An 80 % interval of a date in days, on an axis from `fromDays` to `toDays`; `null` = later than the axis. */
export type IntervalBar = {
  readonly label: string
  readonly width: number
  readonly fromDays: number
  readonly toDays: number
  readonly lowDays: number | null
  readonly medianDays: number | null
  readonly highDays: number | null
}

/** The mark where there is no room for dots: a bar for the 80 % interval, a ring at the median. */
export function drawIntervalBar(bar: IntervalBar): string {
  const { width, label, fromDays, toDays } = bar
  const scale = clampedScale({ domain: [fromDays, toDays], range: [5, width - 5] })
  const x = (days: number | null) => scale(days ?? toDays)
  const known = bar.lowDays !== null && bar.lowDays <= toDays
  const median = bar.medianDays !== null && bar.medianDays <= toDays
  const body = [
    line(0, 7, width, 7, 'gr'),
    known ? line(x(bar.lowDays), 7, x(bar.highDays), 7, 'rb') : '',
    median ? circle(x(bar.medianDays), 7, 3.4, 'bfd') : '',
  ].join('')
  return svg({ width, height: 14, label, fluid: true, body })
}
