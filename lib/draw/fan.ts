import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { drawFanAxes, drawVerticals } from './fan-axes.ts'
import type { FanBand, FanChart, FanStep } from './fan-chart.ts'
import { drawCrossing } from './fan-crossing.ts'
import { type FanFrame, fanFrame, stepData } from './fan-frame.ts'
import { bandData, element, type Point, pathData, svg, text } from './svg.ts'

function pointAt(frame: FanFrame, fromMs: EpochMs, i: number, value: number): Point {
  return [frame.x(fromMs + (i + 0.5) * dayMs), frame.y(value)]
}

/**
 * Points of the daily values of a forecast. After two weeks one a week is enough for 7-day medians, and weekends
 * leave no ripple; the last one is always kept.
 */
function points(frame: FanFrame, fromMs: EpochMs, values: readonly number[]): Point[] {
  return values
    .map((value, i) => pointAt(frame, fromMs, i, value))
    .filter((_, i) => i % 7 === 0 || (i < 14 && i % frame.everyDays === 0) || i === values.length - 1)
}

function path(d: string, className: string): string {
  return element('path', { d, class: className })
}

function drawBand(frame: FanFrame, startMs: EpochMs, band: FanBand): string {
  return path(bandData(points(frame, startMs, band.high), points(frame, startMs, band.low)), band.name)
}

function drawForecast(frame: FanFrame, chart: FanChart): string {
  const { forecast } = chart
  if (!forecast) return ''
  const bands = forecast.bands.map((band) => drawBand(frame, forecast.startMs, band))
  return [...bands, path(pathData(points(frame, forecast.startMs, forecast.median)), 'med')].join('')
}

function drawHistory(frame: FanFrame, chart: FanChart): string {
  const data = (values: readonly (number | null)[]) =>
    pathData(values.map((value, i) => (value === null ? null : pointAt(frame, chart.startMs, i, value))))
  return path(data(chart.daily), 'raw') + path(data(chart.smooth), 'hist')
}

/** Blocks where nothing was observed; labels only where there is room for them. */
function drawGaps(frame: FanFrame, chart: FanChart): string {
  let labelledTo = Number.NEGATIVE_INFINITY
  const low = chart.smooth.every((value) => value === null || value < chart.top * 0.3)
  const labelY = low ? (frame.top + frame.bottom) / 2 : frame.bottom - 26
  const drawGap = (gap: FanChart['gaps'][number]) => {
    const [x0, x1] = [frame.x(gap.fromMs), frame.x(gap.toMs)]
    const height = frame.bottom - frame.top
    const block = element('rect', {
      x: x0,
      y: frame.top,
      width: Math.max(1.5, x1 - x0),
      height,
      class: 'gap',
    })
    const middle = Math.min(Math.max((x0 + x1) / 2, frame.left + 40), frame.right - 40)
    if (middle - 42 < labelledTo) return block
    labelledTo = middle + 42
    const labels = ['no data', gap.label].map((content, i) =>
      text(content, { x: middle, y: labelY + i * 14, class: 'tk halo', 'text-anchor': 'middle' }),
    )
    return [block, ...labels].join('')
  }
  return chart.gaps.map(drawGap).join('')
}

type StepLine = {
  readonly steps: readonly FanStep[]
  readonly className: string
  readonly labelClass: string
}

/** A line of steps; each step carries its label where there is room before the next, `offsets` px off the line. */
function drawSteps(frame: FanFrame, chart: FanChart, line: StepLine, offsets: readonly number[]): string {
  const points = line.steps.map(
    (step): Point => [frame.x(Math.max(step.fromMs, chart.startMs)), frame.y(step.value)],
  )
  const labels = points.map(([x, y], i) => {
    const label = line.steps[i]?.label ?? ''
    const room = (points[i + 1]?.[0] ?? frame.right) - x
    if (room < label.length * 6.6 + 8) return ''
    return text(label, { x: x + 6, y: y + (offsets[i] ?? -7), class: line.labelClass })
  })
  return [path(stepData(points, frame.right), `${line.className} nf`), ...labels].join('')
}

/** Safe limit and capacity; where they run close to each other the limit is labelled below its line. */
function drawLimits(frame: FanFrame, chart: FanChart): string {
  const { limit, capacity } = chart
  const below = limit.map(({ value }, i) => {
    const gap = frame.y(value) - frame.y(capacity[i]?.value ?? Number.POSITIVE_INFINITY)
    return gap < 22 ? 16 : -7
  })
  const above = capacity.map(() => -6)
  return [
    drawSteps(frame, chart, { steps: capacity, className: 'lim2', labelClass: 'tk halo' }, above),
    drawSteps(frame, chart, { steps: limit, className: 'lim', labelClass: 'tl lim-t halo' }, below),
  ].join('')
}

const labelPxPerLetter = 6.4

/** Words in lines of at most `letters` letters; a longer word stands alone. */
function wrapped(label: string, letters: number): readonly string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** The median after the change, labelled on the side of the forecast, in lines where one is too long. */
function drawAfter(frame: FanFrame, chart: FanChart): string {
  const { after } = chart
  if (!after || after.values.length === 0) return ''
  const x = frame.x(after.fromMs)
  const near = after.values.slice(0, 60)
  const below = frame.y(Math.min(...near)) + 18
  const fits = x + after.label.length * labelPxPerLetter <= frame.right
  const room = frame.right - frame.x(chart.todayMs) - 8
  const lines = fits ? [after.label] : wrapped(after.label, Math.floor(room / labelPxPerLetter))
  const height = (lines.length - 1) * 15
  const y = below + height < frame.bottom - 4 ? below : frame.y(Math.max(...near)) - 9 - height
  const at = fits ? { x: x + 4 } : { x: frame.right - 4, 'text-anchor': 'end' }
  const label = lines.map((content, i) => text(content, { ...at, y: y + i * 15, class: 'tl aft-t halo' }))
  return [path(pathData(points(frame, after.fromMs, after.values)), 'aft'), ...label].join('')
}

/**
 * The exhaustion chart as SVG text: history, fan of 95, 80 and 50 % bands with its median, safe limit and capacity
 * as steps, missing days as blocks, and under it the crossing as dots on the same time axis. Bands leave the frame
 * by clipping. `width` in px decides how much is labelled; colours come from the style sheet's classes.
 */
export function drawFan(chart: FanChart, width: number): string {
  const frame = fanFrame(chart, width)
  const { left, right, top, bottom, height } = frame
  const id = `fan-clip-${width}`
  const clip = element('rect', { x: left, y: top, width: right - left, height: bottom - top })
  const inFrame = (content: string) => element('g', { 'clip-path': `url(#${id})` }, content)
  const body = [
    element('clipPath', { id }, clip),
    drawFanAxes(frame, chart),
    inFrame(drawForecast(frame, chart)),
    drawGaps(frame, chart),
    inFrame(drawHistory(frame, chart)),
    inFrame(drawAfter(frame, chart)),
    inFrame(drawLimits(frame, chart)),
    drawVerticals(frame, chart),
    chart.crossing ? drawCrossing(frame, chart, chart.crossing) : '',
  ].join('')
  return svg({ width, height, label: chart.label, fluid: true, body })
}
