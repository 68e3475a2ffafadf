import { drawHeatmap, type HeatGroup, type HeatMark } from '#lib/draw/heatmap.ts'
import type { GpuCell, GpuPoolView } from '#lib/present/gpu-pool.ts'
import { Panel } from '../../../_components/panel.tsx'
import { TwoWidths } from '../../../_components/two-widths.tsx'

const levels: readonly HeatMark[] = ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7']
const marks = { idle: 'hi', free: 'hf', missing: 'hx' } as const

const markOf = (cell: GpuCell): HeatMark => (typeof cell === 'number' ? (levels[cell] ?? 'h7') : marks[cell])

/** Two maps over the same rows and time: how busy each GPU was, and how full its memory. */
export function GpuMaps({ view }: { readonly view: GpuPoolView }) {
  return (
    <Panel
      title="Every GPU, last 14 days"
      sub="One row a GPU, means of 4 hours, UTC. Amber on the left and blue on the right is a GPU held and not used."
      className="s12"
      right={<Legend />}
    >
      <div className="gp-maps">
        <HeatFigure view={view} of="busy" title="Busy, % of time" />
        <HeatFigure view={view} of="memory" title="Memory in use, % of its highest" />
      </div>
    </Panel>
  )
}

function HeatFigure({
  view,
  of,
  title,
}: {
  readonly view: GpuPoolView
  readonly of: 'busy' | 'memory'
  readonly title: string
}) {
  const groups = view.nodes.map(
    (node): HeatGroup => ({
      name: node.name.length > 12 ? `…${node.name.slice(-8)}` : node.name,
      sub: `${node.totals.gpus} GPUs`,
      rows: node[of].map((cells) => ({ cells: cells.map(markOf) })),
    }),
  )
  const chart = { label: `${title}. ${view.mapLabel}`, groups, ticks: view.ticks }
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <TwoWidths
        wide={drawHeatmap({ ...chart, width: 640, nameWidth: 84, rowHeight: 6 })}
        narrow={drawHeatmap({ ...chart, width: 340, nameWidth: 84, rowHeight: 6 })}
      />
    </figure>
  )
}

function Legend() {
  return (
    <span className="lg">
      <span>
        <i className="sw hi" /> held, under 5% busy
      </span>
      <span>
        <i className="sw hf" /> free
      </span>
      <span>
        <i className="sw hx" /> no data
      </span>
      <span>
        few
        {levels.slice(1).map((mark) => (
          <i key={mark} className={`sw ${mark}`} />
        ))}
        many
      </span>
    </span>
  )
}
