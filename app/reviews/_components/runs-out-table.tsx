import { type DotAxis, drawDotAxis, drawDots } from '#lib/draw/dots.ts'
import type { RunsOutRow, RunsOutView } from '#lib/present/overview-runs-out.ts'
import { ResourceName } from '../../_components/resource-name.tsx'
import { SizeText } from '../../_components/size-text.tsx'
import { Svg } from '../../_components/svg.tsx'

const dotsWidth = 304

function Row({ row, axis }: { readonly row: RunsOutRow; readonly axis: DotAxis }) {
  const { id, name, resourceClass, limitedBy, team } = row
  return (
    <tr>
      <td className="c1">
        <ResourceName
          id={id}
          name={name}
          resourceClass={resourceClass}
          sub={
            <>
              {limitedBy} {team ? <bdi>· {team}</bdi> : null}
            </>
          }
        />
      </td>
      <td className="dotc">
        <Svg markup={drawDots(row.dots, axis)} />
      </td>
      <td className="n pc">
        <b>{row.chance}</b>
      </td>
      <td className="n med">
        <b>{row.median}</b>
        {row.interval === '' ? null : <small>{row.interval}</small>}
      </td>
      <td className="fx">
        <b>
          <SizeText label={row.changeTo} />
        </b>
        <small className={row.saves ? 'save' : undefined}>{row.changeUsd}</small>
      </td>
    </tr>
  )
}

/** What runs out by date, each with its distribution on one axis. */
export function RunsOutTable({ view }: { readonly view: RunsOutView }) {
  const axis: DotAxis = { ...view.axis, width: dotsWidth }
  const labels = { horizon: view.horizonLabel, label: view.axisLabel }
  return (
    <div className="scroll">
      <table className="rt rv-runs">
        <thead>
          <tr>
            <th className="c1" scope="col">
              Resource, limited by
            </th>
            <th className="dotc" scope="col">
              <Svg markup={drawDotAxis(axis, labels)} />
            </th>
            <th className="n pc" scope="col">
              By {view.horizonDate}
            </th>
            <th className="n med" scope="col">
              Median, 80% int.
            </th>
            <th className="fx" scope="col">
              Change to
            </th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <Row key={row.id} row={row} axis={axis} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
