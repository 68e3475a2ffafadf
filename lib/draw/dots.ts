import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { linearScale, monthTicks, type Scale, thinTicks } from './scale.ts'
import { circle, line, svg, text } from './svg.ts'

/** The time axis that all rows of a list share. Days count from `asOfMs`. */
export type DotAxis = {
  readonly asOfMs: EpochMs
  readonly horizonDays: number
  /** Last day that has a place on the axis; later dots stand hollow in the column after it. */
  readonly axisDays: number
  readonly width: number
}

export type DotRow = {
  /** 20 dots in days from `asOf`; `null` = later than the forecast reaches. */
  readonly days: readonly (number | null)[]
  readonly lowDays: number | null
  readonly medianDays: number | null
  readonly highDays: number | null
  readonly label: string
}

const pitch = 7.6
const radius = 3.5
const left = 8
const laterWidth = 46
const rowHeight = 58
const baseline = 45.5

/** Where a dot stands: its bin along the axis (`undefined` = later) and whether it is within the horizon. */
export type PlacedDot = { readonly bin: number | undefined; readonly level: number; readonly soon: boolean }

/** Dots of one row and their size: `fine` halves the bins and the dots where a distribution is narrow. */
export type PlacedDots = { readonly dots: readonly PlacedDot[]; readonly fine: boolean }

/** Dots that stand on each other at most, at full and at half size. */
const levels = { full: 5, fine: 10 }

/** Days of one bin: the horizon is a whole number of bins, so that no bin straddles it. */
function binDays(axis: DotAxis, fine: boolean): number {
  const horizonWidth = (axisWidth(axis) * axis.horizonDays) / axis.axisDays
  const bins = Math.max(1, Math.round(horizonWidth / pitch))
  return axis.horizonDays / (fine ? 2 * bins : bins)
}

function axisWidth(axis: DotAxis): number {
  return axis.width - left - laterWidth
}

function dayScale(axis: DotAxis): Scale {
  return linearScale({ domain: [0, axis.axisDays], range: [left, left + axisWidth(axis)] })
}

/** Stacks the dots in bins from the baseline up. */
export function placeDots(days: readonly (number | null)[], axis: DotAxis): PlacedDots {
  const full = stackDots(days, axis, false)
  const fits = full.every(({ bin, level }) => bin === undefined || level < levels.full)
  return fits ? { dots: full, fine: false } : { dots: stackDots(days, axis, true), fine: true }
}

function stackDots(days: readonly (number | null)[], axis: DotAxis, fine: boolean): readonly PlacedDot[] {
  const width = binDays(axis, fine)
  const horizonBins = Math.round(axis.horizonDays / width)
  const heights = new Map<number | undefined, number>()
  return days.map((day) => {
    const soon = day !== null && day <= axis.horizonDays
    const own = day === null || day > axis.axisDays ? undefined : binOf(day, width, axis.horizonDays)
    const bin = own !== undefined && fine ? roomyBin(own, heights, horizonBins) : own
    const level = heights.get(bin) ?? 0
    heights.set(bin, level + 1)
    return { bin, level, soon }
  })
}

/** Bins are open at their start and closed at their end; rounding never moves a day across the horizon. */
function binOf(day: number, width: number, horizonDays: number): number {
  const horizonBins = Math.round(horizonDays / width)
  const bin = Math.max(0, Math.ceil(day / width) - 1)
  return day <= horizonDays ? Math.min(bin, horizonBins - 1) : Math.max(bin, horizonBins)
}

/** The bin itself, or when it is full the next one beside it, on the same side of the horizon. */
function roomyBin(
  own: number,
  heights: ReadonlyMap<number | undefined, number>,
  horizonBins: number,
): number {
  const soon = own < horizonBins
  const sameSide = (bin: number) => bin >= 0 && bin < horizonBins === soon
  for (const step of [0, 1, -1, 2, -2]) {
    const bin = own + step
    if (sameSide(bin) && (heights.get(bin) ?? 0) < levels.fine) return bin
  }
  return own
}

/** One row: 20 dots, the 80 % interval below the baseline, a tick at the median. */
export function drawDots(row: DotRow, axis: DotAxis): string {
  const x = dayScale(axis)
  const end = left + axisWidth(axis)
  const months = monthTicks(axis.asOfMs, axisEnd(axis)).map(({ ms }) => {
    const at = x((ms - axis.asOfMs) / dayMs)
    return line(at, 0, at, rowHeight, 'gr')
  })
  const horizon = line(x(axis.horizonDays), 0, x(axis.horizonDays), rowHeight, 'now')
  const body = [
    ...months,
    horizon,
    line(left, baseline, end, baseline, 'ax0'),
    drawInterval(row, axis, x),
    ...drawPlaced(placeDots(row.days, axis), axis),
  ]
  return svg({ width: axis.width, height: rowHeight, label: row.label, fluid: true, body: body.join('') })
}

function drawPlaced({ dots, fine }: PlacedDots, axis: DotAxis): readonly string[] {
  const x = dayScale(axis)
  const later = dots.filter(({ bin }) => bin === undefined).length
  const columns = Math.ceil(later / levels.full)
  return dots.map(({ bin, level, soon }) => {
    if (bin !== undefined) {
      const [r, rise] = fine ? [1.8, pitch / 2] : [radius, pitch]
      return circle(
        x((bin + 0.5) * binDays(axis, fine)),
        baseline - r - 0.3 - level * rise,
        r,
        soon ? 'dr' : 'dn',
      )
    }
    const column = Math.floor(level / levels.full) - (columns - 1) / 2
    const y = baseline - radius - 0.3 - (level % levels.full) * pitch
    return circle(axis.width - 22 + column * pitch, y, 2.9, 'dl')
  })
}

function axisEnd(axis: DotAxis): EpochMs {
  return axis.asOfMs + axis.axisDays * dayMs
}

function drawInterval({ lowDays, medianDays, highDays }: DotRow, axis: DotAxis, x: Scale): string {
  if (lowDays === null || lowDays > axis.axisDays) return ''
  const y = baseline + 4.5
  const high = Math.min(highDays ?? axis.axisDays, axis.axisDays)
  const median = medianDays !== null && medianDays <= axis.axisDays ? x(medianDays) : undefined
  const tick = median === undefined ? '' : line(median, y - 3.5, median, y + 3.5, 'ivm')
  return line(x(lowDays), y, x(high), y, 'ivl') + tick
}

export type DotAxisLabels = { readonly horizon: string; readonly label: string }

/** Head of the column: months, today, the horizon, and the column for later. */
export function drawDotAxis(axis: DotAxis, labels: DotAxisLabels): string {
  const x = dayScale(axis)
  const end = left + axisWidth(axis)
  const ticks = monthTicks(axis.asOfMs, axisEnd(axis)).map((tick) => ({
    ...tick,
    label: tick.january ? tick.label : tick.label.slice(0, 3),
    x: x((tick.ms - axis.asOfMs) / dayMs),
  }))
  const shown = new Set(thinTicks(ticks, 36))
  const months = ticks.map((tick) => {
    const mark = line(tick.x, 28, tick.x, 34, 'ax0')
    const inside = tick.x < end - 4 && tick.x > left + 6
    if (!shown.has(tick) || !inside) return mark
    return (
      mark +
      text(tick.label, { x: tick.x, y: 24, class: tick.january ? 'tk b' : 'tk', 'text-anchor': 'middle' })
    )
  })
  const horizon = x(axis.horizonDays)
  const body = [
    ...months,
    text('today', { x: 4, y: 9, class: 'tk b' }),
    line(left, 13, left, 34, 'ax0'),
    text(labels.horizon, { x: horizon, y: 9, class: 'tk b', 'text-anchor': 'middle' }),
    line(horizon, 13, horizon, 34, 'now'),
    text('later', { x: axis.width - 22, y: 24, class: 'tk', 'text-anchor': 'middle' }),
  ]
  return svg({ width: axis.width, height: 34, label: labels.label, fluid: true, body: body.join('') })
}
