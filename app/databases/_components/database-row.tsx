import { drawHeadroomBar } from '#lib/draw/headroom-bar.ts'
import type { DatabaseRow, UseCell } from '#lib/present/databases.ts'
import { ResourceName } from '../../_components/resource-name.tsx'
import { SizeText } from '../../_components/size-text.tsx'
import { Svg } from '../../_components/svg.tsx'

export function DatabaseRowCells({ row }: { readonly row: DatabaseRow }) {
  return (
    <tr>
      <td className="lt-name">
        <ResourceName id={row.id} name={row.name} resourceClass={row.resourceClass} sub={row.kind} />
      </td>
      <td data-label="Team" className="cut">
        {row.team ? <bdi>{row.team}</bdi> : <span className="mut">no team</span>}
      </td>
      <td data-label="Size" className="lt-size">
        <SizeText label={row.size} />
      </td>
      <td data-label="$/mo" className="n">
        {row.monthly}
      </td>
      <td data-label="Chance" className={`n ${row.tone ?? 't2'}`}>
        <b>{row.chance}</b>
      </td>
      <td data-label="Runs out, 80%" className="n two">
        {row.median}
        {row.interval === '' || row.interval === row.median ? null : <small>{row.interval}</small>}
        <small>{row.limitedBy}</small>
      </td>
      <Use cell={row.memory} label="Memory" />
      <Use cell={row.storage} label="Storage" />
      <Use cell={row.connections} label="Connections" />
      <td data-label="Support ends" className={`n ${row.supportTone ?? ''}`}>
        {row.support}
      </td>
      <td data-label="Surcharge, $/mo" className={row.surcharge === '–' ? 'n' : 'n watch'}>
        {row.surcharge}
      </td>
      <td data-label="Change to" className="lt-size">
        <SizeText label={row.to} />
      </td>
      <td data-label="Change, $/mo" className="n">
        {row.delta}
      </td>
    </tr>
  )
}

function Use({ cell, label }: { readonly cell: UseCell; readonly label: string }) {
  const { bar } = cell
  return (
    <td data-label={label} className={`db-use ${cell.tone ?? ''}`}>
      <span className={bar ? 'tn' : 'mut'}>{cell.text}</span>
      {bar ? <Svg markup={drawHeadroomBar({ ...bar, atHorizon: null, width: 64 })} /> : null}
    </td>
  )
}
