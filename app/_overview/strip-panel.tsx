import { drawStrip } from '#lib/draw/strip.ts'
import type { StripView } from '#lib/present/overview-strip.ts'
import { Panel } from '../_components/panel.tsx'
import { TwoWidths } from '../_components/two-widths.tsx'

export function StripPanel({ strip }: { readonly strip: StripView }) {
  const draw = (width: number) => drawStrip({ rows: strip.rows, label: strip.label, width })
  return (
    <Panel
      title="Headroom by class"
      sub="Used share of capacity, p95 of the last 7 days, scaled so that 80 is each resource's safe limit."
      className="s4 ov-strip"
    >
      <TwoWidths wide={draw(350)} narrow={draw(298)} />
      <div className="lg">
        {strip.legend.map(({ tone, text }) => (
          <span key={text}>
            <i className={`k-dot ${tone}`} />
            {text}
          </span>
        ))}
      </div>
    </Panel>
  )
}
