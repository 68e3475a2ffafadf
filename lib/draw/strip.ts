import { clampedScale } from './scale.ts'
import { circle, element, line, svg, text } from './svg.ts'

export type StripTone = 'risk' | 'watch' | 'save' | 'later'

export type StripRow = {
  readonly name: string
  readonly count: number
  /** Use in percent, scaled so that 80 is the resource's safe limit. */
  readonly dots: readonly { readonly scaled: number; readonly tone: StripTone }[]
}

export type Strip = { readonly rows: readonly StripRow[]; readonly label: string; readonly width: number }

const toneClasses: Record<StripTone, string> = { risk: 'dr', watch: 'c-watch', save: 'c-save', later: 'dn' }
const tones: readonly StripTone[] = ['later', 'save', 'watch', 'risk']
const rowHeight = 38
const top = 6
const x0 = 108
/** Dots closer than this stand above and below each other. */
const binWidth = 5.2

/** One dot per resource in a row per class; the tint begins at the safe limit. */
export function drawStrip({ rows, label, width }: Strip): string {
  const x = clampedScale({ domain: [0, 100], range: [x0, width - 12] })
  const bottom = top + rows.length * rowHeight
  const ticks = [0, 20, 40, 60, 80, 100].map((value) => {
    const grid = line(x(value), top, x(value), bottom, value === 0 ? 'ax0' : 'gr')
    const name = value === 100 ? '100%' : String(value)
    return grid + text(name, { x: x(value), y: bottom + 15, class: 'tk', 'text-anchor': 'middle' })
  })
  const body = [
    element('rect', { x: x(80), y: top, width: x(100) - x(80), height: bottom - top, class: 'beyond' }),
    ...ticks,
    line(x(80), top, x(80), bottom, 'lim'),
    ...rows.map((row, i) => drawRow(row, top + (i + 0.5) * rowHeight, x)),
  ]
  return svg({ width, height: bottom + 20, label, fluid: true, body: body.join('') })
}

function drawRow(row: StripRow, y: number, x: (value: number) => number): string {
  const ordered = [...row.dots].sort((a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone))
  const stacked = stackDots(ordered.map(({ scaled }) => x(scaled)))
  const marks = ordered.map(({ tone }, i) => {
    const place = stacked[i] ?? { x: 0, level: 0 }
    const large = tone === 'risk' || tone === 'watch'
    return circle(place.x, y + place.level, large ? 2.9 : 2.3, toneClasses[tone])
  })
  return [
    text(row.name, { x: 0, y: y + 4, class: 'ink' }),
    text(String(row.count), { x: x0 - 10, y: y + 4, class: 'tk', 'text-anchor': 'end' }),
    ...marks,
  ].join('')
}

/** Bins of `binWidth`; in a bin the dots go 0, up, down, up ... around the middle of the row, closer when many. */
function stackDots(xs: readonly number[]): readonly { readonly x: number; readonly level: number }[] {
  const bins = xs.map((value) => Math.round((value - x0) / binWidth))
  const sizes = new Map<number, number>()
  for (const bin of bins) sizes.set(bin, (sizes.get(bin) ?? 0) + 1)
  const seen = new Map<number, number>()
  return bins.map((bin) => {
    const order = seen.get(bin) ?? 0
    seen.set(bin, order + 1)
    const steps = Math.ceil(order / 2) * (order % 2 === 1 ? -1 : 1)
    const pitch = Math.min(5.2, (rowHeight - 8) / Math.max(1, sizes.get(bin) ?? 1))
    return { x: x0 + bin * binWidth, level: steps * pitch }
  })
}
