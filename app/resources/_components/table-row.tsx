import type { Ref } from 'react'
import { drawHeadroomBar } from '#lib/draw/headroom-bar.ts'
import { drawSpark } from '#lib/draw/spark.ts'
import type { ChangeCells, ForecastCells, ResourceRow } from '#lib/present/resources-row.ts'
import { ResourceName } from '../../_components/resource-name.tsx'
import { SizeText } from '../../_components/size-text.tsx'
import { Svg } from '../../_components/svg.tsx'

/** Class of a cell without a number: cards leave it out. */
function known(text: string): string {
  return text === '–' ? 'none' : ''
}

export type TableRowProps = {
  readonly row: ResourceRow
  /** Line of a long table. */
  readonly index?: number
  readonly ref?: Ref<HTMLTableRowElement>
}

export function TableRow({ row, index, ref }: TableRowProps) {
  return (
    <tr ref={ref} data-index={index} aria-rowindex={index === undefined ? undefined : index + 2}>
      <td className="d-name">
        <ResourceName id={row.id} name={row.name} resourceClass={row.resourceClass} sub={row.kind} />
      </td>
      <td className="two d-team">
        <span className="cut">{row.team ? <bdi>{row.team}</bdi> : <span className="mut">no team</span>}</span>
        <small className="place" title={`${row.account}, ${row.region}`}>
          <bdi>{row.account}</bdi> <span>{row.region}</span>
        </small>
      </td>
      <td className="sz d-size" title={row.size}>
        <span>
          <SizeText label={row.size} />
        </span>
      </td>
      {row.forecast ? <Forecast cells={row.forecast} /> : <Silence silence={row.silence} />}
      <td className={`n d-cost ${known(row.monthly)}`}>{row.monthly}</td>
      <Change cells={row.change} />
    </tr>
  )
}

function Forecast({ cells }: { readonly cells: ForecastCells }) {
  return (
    <>
      <td className="d-spark">
        {cells.spark ? <Svg markup={drawSpark(cells.spark, cells.sparkLabel)} /> : null}
      </td>
      <td className="d-used">
        <span className="hdl">
          <span>{cells.limitedBy}</span>
          <span className="tn">{cells.used}</span>
        </span>
        <Svg markup={drawHeadroomBar(cells.bar)} />
      </td>
      <td className={`n two d-chance ${cells.tone ?? 't2'}`}>
        {cells.chance}
        {cells.why === undefined ? null : <small>{cells.why}</small>}
      </td>
      <td className="n two d-runs">
        {cells.strong ? <b>{cells.median}</b> : <span className="t2">{cells.median}</span>}
        {cells.interval === '' ? null : <small>{cells.interval}</small>}
      </td>
      <td className={`n d-decide two ${cells.late ? 'risk' : known(cells.decideBy)}`}>
        {cells.decideBy} {cells.late ? <small className="risk">overdue</small> : null}
      </td>
    </>
  )
}

function Silence({ silence }: { readonly silence: ResourceRow['silence'] }) {
  return (
    <td colSpan={5} className="nd">
      <b className={silence?.alarming ? 'watch' : ''}>{silence?.title}</b> {silence?.text}
    </td>
  )
}

function Change({ cells }: { readonly cells: ChangeCells }) {
  return (
    <>
      <td className="rcm d-change" title={cells.to}>
        {cells.keep ? (
          <span className="mut">{cells.to}</span>
        ) : (
          <b>
            <SizeText label={cells.to} />
          </b>
        )}
      </td>
      <td className={`n two d-delta ${known(cells.delta)}`}>
        <span className={cells.saves ? 'save' : undefined}>{cells.delta}</span>
        {cells.detail === '' ? null : <small title={cells.downtime}>{cells.detail}</small>}
      </td>
      <td className={`n t2 d-after ${known(cells.chanceAfter)}`}>{cells.chanceAfter}</td>
    </>
  )
}
