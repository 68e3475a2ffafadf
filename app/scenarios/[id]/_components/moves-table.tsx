import { drawDatePair } from '#lib/draw/date-pair.ts'
import type { ScenarioRowView, ScenarioView } from '#lib/present/scenario.ts'
import { Panel } from '../../../_components/panel.tsx'
import { ResourceName } from '../../../_components/resource-name.tsx'
import { Svg } from '../../../_components/svg.tsx'
import { TableHead } from '../../../_components/table-head.tsx'

const axisDays = 180

/** One row per touched resource: both intervals, both chances, the change that would hold. */
export function MovesTable({ view }: { readonly view: ScenarioView }) {
  const download = (
    <a href={`/api/scenarios/${view.id}/rows.csv`} download>
      CSV
    </a>
  )
  return (
    <Panel
      title="What moves, and what it would take"
      sub={`Median and 80% interval of the date over ${axisDays} days: baseline grey above, scenario blue below; dotted line is ${view.horizonText}. Only resources the scenario touches.`}
      right={download}
      footer={view.moreRows}
      className="sc-grid"
    >
      <section className="sc-scroll" aria-label="What moves, scrolls sideways">
        <table className="tbl">
          <TableHead
            columns={[
              'Resource',
              'Runs out',
              'Median date',
              { n: `Chance by ${view.horizonText}` },
              'Above its limit',
              'Needed in the scenario',
              { n: '$/mo' },
            ]}
          />
          <tbody>
            {view.rows.map((row) => (
              <Row key={row.id} row={row} horizonDays={view.horizonDays} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}

function Row({ row, horizonDays }: { readonly row: ScenarioRowView; readonly horizonDays: number }) {
  const { baseline, scenario } = row
  const pair = drawDatePair({
    label: row.pairText,
    width: 220,
    toDays: axisDays,
    horizonDays,
    baseline,
    scenario,
  })
  return (
    <tr>
      <td>
        <ResourceName id={row.id} name={row.name} resourceClass={row.resourceClass} sub={row.sub} />
      </td>
      <td className="sc-pair">
        <Svg markup={pair} />
      </td>
      <td className="tn">
        {row.baselineDate} › <b>{row.scenarioDate}</b>
      </td>
      <td className="n">
        {row.baselineChance} › <b>{row.scenarioChance}</b>
      </td>
      <td>{row.hours}</td>
      <td>{row.needed}</td>
      <td className={row.saves ? 'n save' : 'n'}>{row.delta}</td>
    </tr>
  )
}
