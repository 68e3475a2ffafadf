import { drawHeatmap, type HeatMark } from '#lib/draw/heatmap.ts'
import type { CoverageView } from '#lib/present/data-coverage.ts'
import { Panel } from '../../_components/panel.tsx'
import { TwoWidths } from '../../_components/two-widths.tsx'

/** A cell a class and day: all of it, most, less, or nothing measured. */
export function CoveragePanel({ view }: { readonly view: CoverageView }) {
  const groups = view.rows.map(({ name, shares }) => ({ name, rows: [{ cells: shares.map(markOf) }] }))
  const chart = { label: view.label, groups, ticks: view.ticks }
  return (
    <Panel title="Coverage by class and day" sub={view.sub} className="s12" right={<Legend />}>
      <TwoWidths
        wide={drawHeatmap({ ...chart, width: 1320, nameWidth: 180, rowHeight: 13 })}
        narrow={drawHeatmap({ ...chart, width: 340, nameWidth: 148, rowHeight: 15 })}
      />
      <p className="da-said">{view.label}</p>
    </Panel>
  )
}

function Legend() {
  return (
    <span className="lg">
      <span>
        <i className="sw h4" /> all
      </span>
      <span>
        <i className="sw h2" /> 80% and up
      </span>
      <span>
        <i className="sw hi" /> under 80%
      </span>
      <span>
        <i className="sw hx" /> none
      </span>
    </span>
  )
}

function markOf(share: number | null): HeatMark {
  if (share === null || share === 0) return 'hx'
  if (share < 0.8) return 'hi'
  return share < 0.995 ? 'h2' : 'h4'
}
