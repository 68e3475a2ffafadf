import { linearScale } from './scale.ts'
import { circle, element, line, type Point, pathData, svg, text } from './svg.ts'

export type CoveragePoint = { readonly label: string; readonly share: number | null }

export type CoverageChart = {
  readonly label: string
  readonly width: number
  /** The share that should be inside. */
  readonly nominal: number
  readonly nominalText: string
  /** In order of distance; a `null` share is not known yet. The same distances in all rows. */
  readonly published: readonly CoveragePoint[]
  readonly hindsight: readonly CoveragePoint[]
}

const height = 232
const top = 14
const bottom = 196
const left = 44
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]

/** Share of the days inside an interval by distance: published filled in ink, hindsight hollow and dashed. */
export function drawCoverage(chart: CoverageChart): string {
  const { width, nominal } = chart
  const right = width - 14
  const most = Math.max(chart.published.length, chart.hindsight.length) - 1
  const x = linearScale({ domain: [0, Math.max(1, most)], range: [left + 24, right - 24] })
  const y = linearScale({ domain: [0, 1], range: [bottom, top] })
  const at = ({ share }: CoveragePoint, i: number): Point | null => (share === null ? null : [x(i), y(share)])
  const dots = (points: readonly CoveragePoint[], className: string) =>
    points.map(at).map((point) => (point === null ? '' : circle(point[0], point[1], 4, className)))
  const body = [
    ...ticks.map((share, i) => drawTick(share, y(share), right, i === 0)),
    line(left, y(nominal), right, y(nominal), 'now'),
    element('path', { d: pathData(chart.hindsight.map(at)), class: 'cov-h' }),
    element('path', { d: pathData(chart.published.map(at)), class: 'hist' }),
    ...dots(chart.hindsight, 'cov-hd'),
    ...dots(chart.published, 'pt'),
    text(chart.nominalText, { x: left + 4, y: y(nominal) + 16, class: 'tk b halo' }),
    ...chart.hindsight.map(({ label }, i) =>
      text(label, { x: x(i), y: bottom + 18, class: 'tk', 'text-anchor': 'middle' }),
    ),
    text('days ahead', { x: right, y: bottom + 34, class: 'tk', 'text-anchor': 'end' }),
  ]
  return svg({ width, height, label: chart.label, fluid: true, body: body.join('') })
}

function drawTick(share: number, y: number, right: number, lowest: boolean): string {
  const label = share === 1 ? '100%' : String(Math.round(share * 100))
  return (
    line(left, y, right, y, lowest ? 'ax0' : 'gr') +
    text(label, { x: left - 8, y: y + 4, class: 'tk', 'text-anchor': 'end' })
  )
}
