import { linearScale } from './scale.ts'
import { bandData, element, line, type Point, pathData, svg, text } from './svg.ts'

export type GpuUseChart = {
  readonly label: string
  readonly width: number
  /** GPUs that there are. */
  readonly gpus: number
  readonly busy: readonly (number | null)[]
  readonly held: readonly (number | null)[]
  readonly ticks: readonly { readonly step: number; readonly text: string }[]
}

const height = 250
const top = 22
const bottom = 214
const left = 40

/** GPUs by the hour: dark = at work, light = held, line = all there are. A gap stays a gap. */
export function drawGpuUse({ label, width, gpus, busy, held, ticks }: GpuUseChart): string {
  const right = width - 8
  const x = linearScale({ domain: [0, Math.max(1, held.length - 1)], range: [left, right] })
  const y = linearScale({ domain: [0, Math.max(1, gpus * 1.15)], range: [bottom, top] })
  const area = (values: readonly (number | null)[], className: string) =>
    stretches(values).map((points) => {
      const upper = points.map(([step, value]): Point => [x(step), y(value)])
      const lower = points.map(([step]): Point => [x(step), y(0)])
      return element('path', { d: bandData(upper, lower), class: className })
    })
  const marks = [0, gpus / 2, gpus].map(
    (value, i) =>
      line(left, y(value), right, y(value), i === 0 ? 'ax0' : 'gr') +
      text(String(Math.round(value)), { x: left - 8, y: y(value) + 4, class: 'tk', 'text-anchor': 'end' }),
  )
  const body = [
    ...marks,
    ...area(held, 'need'),
    ...area(busy, 'buf'),
    element('path', {
      d: pathData([
        [left, y(gpus)],
        [right, y(gpus)],
      ]),
      class: 'lim',
    }),
    text(`${gpus} GPUs`, { x: left + 4, y: y(gpus) - 6, class: 'tk b halo' }),
    ...ticks.map(({ step, text: words }) => text(words, { x: x(step), y: bottom + 18, class: 'tk' })),
  ]
  return svg({ width, height, label, fluid: true, body: body.join('') })
}

/** Neighbouring steps with a value. */
function stretches(values: readonly (number | null)[]): (readonly [step: number, value: number])[][] {
  const all: (readonly [number, number])[][] = []
  let open: (readonly [number, number])[] = []
  values.forEach((value, step) => {
    if (value !== null) open.push([step, value])
    else if (open.length > 0) {
      all.push(open)
      open = []
    }
  })
  return open.length > 0 ? [...all, open] : all
}
