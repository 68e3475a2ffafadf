import { drawStrip } from '#lib/draw/strip.ts'
import type { StripView } from '#lib/present/overview-strip.ts'
import { Panel } from '../_components/panel.tsx'
import { Svg } from '../_components/svg.tsx'

export function StripPanel({ strip }: { readonly strip: StripView }) {
  return (
    <Panel
      title="Headroom by class"
      sub="Used share of capacity, p95 of the last 7 days, scaled so that 80 is each resource's safe limit."
      className="s4 ov-strip"
    >
      <Svg markup={drawStrip({ rows: strip.rows, label: strip.label, width: 350 })} />
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
