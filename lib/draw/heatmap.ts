import { element, line, px, svg, text } from './svg.ts'

/** `h0` to `h7` few to many, `hi` allocated and idle, `hf` free, `hx` no data. */
export const heatMarks = ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'hi', 'hf', 'hx'] as const
export type HeatMark = (typeof heatMarks)[number]

export type HeatRow = { readonly cells: readonly HeatMark[] }

/** Rows that stand together: the GPUs of one node, one class. */
export type HeatGroup = { readonly name: string; readonly sub?: string; readonly rows: readonly HeatRow[] }

export type Heatmap = {
  readonly label: string
  readonly width: number
  /** Room for the names at the left. */
  readonly nameWidth: number
  readonly rowHeight: number
  readonly groups: readonly HeatGroup[]
  /** Texts under the cells at which they stand. */
  readonly ticks: readonly { readonly cell: number; readonly text: string }[]
}

const groupGap = 7
const nameHeight = 30
/** Sign of an ellipsis after so many characters: names come from AWS and may be a kilobyte long. */
const nameLength = 24

/** One row of cells per series, groups apart from each other; all rows share the time. One path a mark. */
export function drawHeatmap({ label, width, nameWidth, rowHeight, groups, ticks }: Heatmap): string {
  const columns = Math.max(1, ...groups.flatMap(({ rows }) => rows.map(({ cells }) => cells.length)))
  const step = (width - nameWidth) / columns
  const paths = new Map<HeatMark, string>()
  const names: string[] = []
  let y = 2
  for (const { name, sub, rows } of groups) {
    names.push(...drawName(name, sub, y))
    rows.forEach(({ cells }, i) => {
      const top = y + i * rowHeight
      cells.forEach((mark, column) => {
        const cell = cellPath({ x: nameWidth + column * step, y: top, step, rowHeight })
        paths.set(mark, (paths.get(mark) ?? '') + cell)
      })
    })
    const least = sub === undefined ? rowHeight : nameHeight
    y += Math.max(least, rows.length * rowHeight) + groupGap
  }
  const marks = heatMarks.map((mark) => {
    const data = paths.get(mark)
    return data === undefined ? '' : element('path', { d: data, class: mark })
  })
  const bottom = y - groupGap
  const axis = ticks.map(({ cell, text: words }) => {
    const x = nameWidth + cell * step
    return line(x, bottom + 2, x, bottom + 6, 'ax0') + text(words, { x, y: bottom + 19, class: 'tk' })
  })
  const body = [...marks, ...names, ...axis].join('')
  return svg({ width, height: bottom + 24, label, fluid: true, body })
}

function drawName(name: string, sub: string | undefined, y: number): readonly string[] {
  const short = name.length > nameLength ? `${name.slice(0, nameLength - 1)}…` : name
  const first = text(short, { x: 0, y: y + 12, class: 'ink' })
  return sub === undefined ? [first] : [first, text(sub, { x: 0, y: y + 27, class: 'tk' })]
}

function cellPath(cell: { x: number; y: number; step: number; rowHeight: number }): string {
  const width = px(Math.max(1, cell.step - 0.8))
  const height = px(Math.max(1, cell.rowHeight - 0.8))
  return `M${px(cell.x)} ${px(cell.y)}h${width}v${height}h-${width}z`
}
