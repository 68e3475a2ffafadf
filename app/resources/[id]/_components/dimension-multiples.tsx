import type { CSSProperties } from 'react'
import { drawIntervalBar } from '#lib/draw/interval-bar.ts'
import { drawMultiple } from '#lib/draw/multiples.ts'
import type { ResourceView } from '#lib/present/resource.ts'
import type { DimensionView } from '#lib/present/resource-dimensions.ts'
import { Panel } from '../../../_components/panel.tsx'
import { Svg } from '../../../_components/svg.tsx'

function Dimension({ item }: { readonly item: DimensionView }) {
  return (
    <div className="dim">
      <h3 className="dimh">
        {item.title}
        {item.binding ? <span className="pill">decides the size</span> : null}
      </h3>
      <p className="dimv">
        <span className="tn">
          {item.used}
          <small> {item.ofCapacity}</small>
        </span>
        <span className={`tn ${item.tone ?? 'mut'}`}>{item.chance}</span>
      </p>
      <Svg markup={drawMultiple(item.picture)} />
      <Svg markup={drawIntervalBar({ ...item.interval, width: 172 })} />
      <p className="dimf">
        <span>{item.limit}</span>
        <span>{item.by}</span>
      </p>
      <p className="dimf">
        <span>{item.others.join(', ')}</span>
      </p>
      <p className="dimd">{item.date}</p>
    </div>
  )
}

/** Every dimension on the same axes, the likeliest to run out first; what is not known is named. */
export function DimensionMultiples({ view }: { readonly view: ResourceView }) {
  const columns = { '--dims': Math.min(5, view.dimensions.length) } as CSSProperties
  return (
    <Panel
      title="Which dimension runs out first"
      sub="The same 300 days and 0–108% of capacity for all; used: p95 of the last 7 days; chance of reaching the safe limit."
      footer={view.unknown ? <span>{view.unknown}</span> : undefined}
    >
      <div className="dims" style={columns}>
        {view.dimensions.map((item) => (
          <Dimension key={item.dimension} item={item} />
        ))}
      </div>
    </Panel>
  )
}
