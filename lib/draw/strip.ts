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
/** Dots closer than this stand above and below each other: 0, up, down, up ... around the middle of the row. */
const binWidth = 5.2
/** More dots than this lie on each other: each then stands for several. */
const binDots = 30

/** One dot per resource in a row per class, where thousands stand together one for several; the tint begins at the safe limit. */
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
  const bins = Map.groupBy(ordered, ({ scaled }) => Math.round((x(scaled) - x0) / binWidth))
  const marks = [...bins].flatMap(([bin, members]) => {
    const shown = thinned(members)
    const pitch = Math.min(5.2, (rowHeight - 8) / shown.length)
    return shown.map(({ tone }, order) => {
      const large = tone === 'risk' || tone === 'watch'
      const steps = Math.ceil(order / 2) * (order % 2 === 1 ? -1 : 1)
      return circle(x0 + bin * binWidth, y + steps * pitch, large ? 2.9 : 2.3, toneClasses[tone])
    })
  })
  return [
    text(row.name, { x: 0, y: y + 4, class: 'ink' }),
    text(String(row.count), { x: x0 - 10, y: y + 4, class: 'tk', 'text-anchor': 'end' }),
    ...marks,
  ].join('')
}

/** So many of a bin as can be told apart, in proportion; the gravest stands last and always stays. */
function thinned<T>(members: readonly T[]): readonly T[] {
  if (members.length <= binDots) return members
  return Array.from({ length: binDots }, (_, i) => {
    return members[Math.ceil(((i + 1) * members.length) / binDots) - 1]
  }).filter((one) => one !== undefined)
}
