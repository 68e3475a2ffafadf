import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { FanChart } from './fan-chart.ts'
import { type Point, px } from './svg.ts'

/** Where things stand in the picture, in px, and the two scales. */
export type FanFrame = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Baseline of the dots; their column of later ones begins at `laterX`. */
  readonly dotsY: number
  readonly laterX: number
  readonly laterCount: number
  readonly wide: boolean
  /** A point is drawn every so many days. */
  readonly everyDays: number
  readonly x: (ms: EpochMs) => number
  readonly y: (value: number) => number
}

function laterCountOf(chart: FanChart): number {
  const axisDays = (chart.endMs - chart.todayMs) / dayMs
  return chart.crossing?.quantileDays.filter((d) => d === null || d > axisDays).length ?? 0
}

/** Later dots are stacked this high. */
export const laterRows = 5

/** The frame of a fan chart of `width` px: 120 days of history and 180 of forecast on one axis. */
export function fanFrame(chart: FanChart, width: number): FanFrame {
  const wide = width >= 800
  const left = 44
  const laterCount = laterCountOf(chart)
  const laterWidth = laterCount === 0 ? 0 : 10 + Math.ceil(laterCount / laterRows) * 9
  const right = width - Math.max(wide ? 20 : 10, laterWidth)
  const top = 24
  const bottom = top + (wide ? 290 : 210)
  const dated = (chart.crossing?.quantileDays.length ?? 0) > laterCount
  const dotsY = bottom + (wide ? 104 : dated ? 92 : 76)
  const msPerPx = (chart.endMs - chart.startMs) / (right - left)
  return {
    width,
    height: chart.crossing ? dotsY + 30 : bottom + 24,
    left,
    right,
    top,
    bottom,
    dotsY,
    laterX: right + 8,
    laterCount,
    wide,
    everyDays: Math.max(1, Math.round((3 * msPerPx) / dayMs)),
    x: (ms) => left + (ms - chart.startMs) / msPerPx,
    y: (value) => bottom - (value / chart.top) * (bottom - top),
  }
}

/** Path data of a step line through the points, held to `endX`. */
export function stepData(points: readonly Point[], endX: number): string {
  const [first, ...rest] = points
  if (!first) return ''
  const steps = rest.map(([x, y]) => `H${px(x)}V${px(y)}`).join('')
  return `M${px(first[0])} ${px(first[1])}${steps}H${px(endX)}`
}
