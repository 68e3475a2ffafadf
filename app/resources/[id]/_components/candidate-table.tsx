import { drawHeadroomBar } from '#lib/draw/headroom-bar.ts'
import type { CandidateRow, CandidatesView } from '#lib/present/resource-options.ts'
import { Panel } from '../../../_components/panel.tsx'
import { Svg } from '../../../_components/svg.tsx'

function ChanceCell({ row }: { readonly row: CandidateRow }) {
  return (
    <td className="n pbc" data-name="chance">
      <span className="pbar" aria-hidden="true">
        <i className={row.tone} style={{ width: `${Math.max(2, row.chance * 100)}%` }} />
      </span>
      <b>{row.chanceText}</b>
    </td>
  )
}

function SizeCell({ row }: { readonly row: CandidateRow }) {
  return (
    <th scope="row" data-name="size">
      <b className="mono">{row.label}</b>
      {row.mark === 'recommended' ? <span className="pill inv">recommended</span> : null}
      {row.mark === 'current' ? <span className="pill line">current</span> : null}
    </th>
  )
}

function Row({ row, headroom }: { readonly row: CandidateRow; readonly headroom: boolean }) {
  return (
    <tr className={row.mark}>
      <SizeCell row={row} />
      <td className="n" data-name="vcpu">
        {row.vcpu}
      </td>
      <td className="n" data-name="memory">
        {row.memory}
      </td>
      <td className="n" data-name="monthly">
        {row.monthly}
        {row.priceDerived ? <span title="derived from the nearest size">*</span> : null}
      </td>
      <td className={row.saves ? 'n save' : 'n'} data-name="delta">
        {row.delta}
      </td>
      <ChanceCell row={row} />
      {headroom ? (
        <td data-name="headroom">
          {row.headroom ? <Svg markup={drawHeadroomBar({ ...row.headroom, width: 150 })} /> : 'not known'}
        </td>
      ) : null}
      <td data-name="effort">{row.effort}</td>
      <td className="mut" data-name="note">
        {row.note}
      </td>
    </tr>
  )
}

function Legend() {
  return (
    <p className="lg">
      <span>
        <i className="k-box used" />
        used now
      </span>
      <span>
        <i className="k-dot ring" />
        forecast, 80%
      </span>
      <span>
        <i className="k-tick" />
        safe limit
      </span>
    </p>
  )
}

/** Every size worth a look, cheapest first, with its chance of a breach; how many more were refused, and why. */
export function CandidateTable({ candidates }: { readonly candidates: CandidatesView }) {
  const { rows, sub, horizonColumn, headroomColumn, refused } = candidates
  const derived = rows.some((row) => row.priceDerived) ? '* price derived from the nearest size' : undefined
  const footer = [refused, derived].filter((line) => line !== undefined)
  const right = ['vCPU', 'GiB', '$/mo', 'Change', horizonColumn]
  return (
    <Panel
      title="Candidate sizes"
      sub={sub}
      right={headroomColumn ? <Legend /> : undefined}
      footer={footer.length > 0 ? footer.map((line) => <span key={line}>{line}</span>) : undefined}
    >
      <div className="cands">
        <table className="ct">
          <thead>
            <tr>
              <th scope="col">Size</th>
              {right.map((name) => (
                <th key={name} scope="col" className="n">
                  {name}
                </th>
              ))}
              {headroomColumn ? <th scope="col">{headroomColumn}</th> : null}
              <th scope="col">Effort</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} headroom={headroomColumn !== undefined} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
