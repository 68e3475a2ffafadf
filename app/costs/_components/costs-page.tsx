import Link from 'next/link'
import { drawCostFan } from '#lib/draw/cost-fan.ts'
import type { CostForecastGrouping } from '#lib/model/cost-forecast.ts'
import type { Attribution } from '#lib/model/ownership.ts'
import type { CostChartView, CostsView } from '#lib/present/costs.ts'
import { usdAxis } from '#lib/present/format.ts'
import type { TeamCostsView } from '#lib/present/team-costs.ts'
import { CsvLink } from '../../_components/csv-link.tsx'
import { PageHead } from '../../_components/page-head.tsx'
import { Panel } from '../../_components/panel.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { TableHead } from '../../_components/table-head.tsx'
import { TwoWidths } from '../../_components/two-widths.tsx'
import { CostTable } from './cost-table.tsx'
import { TeamCostsPanel } from './team-costs-panel.tsx'

export type CostsPageProps = {
  readonly view: CostsView
  readonly grouping: CostForecastGrouping
  readonly attribution: Attribution
  /** Absent where no resource's cost is known. */
  readonly teams: TeamCostsView | undefined
}

/** Cost to come, in total and by team, service and account. */
export function CostsPage({ view, grouping, attribution, teams }: CostsPageProps) {
  const hrefOf = (by: CostForecastGrouping, tags: Attribution) => {
    const query = new URLSearchParams({
      ...(by === 'team' ? {} : { by }),
      ...(tags === 'as-tagged-today' ? { tags: 'today' } : {}),
    })
    return query.size === 0 ? '/costs' : `/costs?${query}`
  }
  return (
    <>
      <PageHead title="Costs" sub={view.sub}>
        <CsvLink href="/api/costs.csv" />
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <div className="grid">
        {view.chart ? <FanPanel chart={view.chart} /> : null}
        {view.chart ? <WhyPanel view={view} /> : null}
        {view.rows.length > 0 ? (
          <section className="panel lt-panel s12" aria-label="Costs by key">
            <Groupings view={view} grouping={grouping} hrefOf={(by) => hrefOf(by, attribution)} />
            <CostTable rows={view.rows} laterName={view.laterName} />
          </section>
        ) : null}
        {teams ? (
          <TeamCostsPanel view={teams} attribution={attribution} hrefOf={(tags) => hrefOf(grouping, tags)} />
        ) : null}
      </div>
    </>
  )
}

/** The highest tick stands above the highest value. */
const axisRoom = 1.2

function FanPanel({ chart }: { readonly chart: CostChartView }) {
  const highest = Math.max(...chart.months.map(({ high }) => high), ...chart.history.map(({ usd }) => usd))
  const draw = (width: number) => drawCostFan({ ...chart, width, tickText: usdAxis(highest * axisRoom) })
  return (
    <Panel
      title="All usage by month"
      sub="Billed, then the median and its 80% interval; known steps on the axis"
      className="s6"
    >
      <TwoWidths wide={draw(580)} narrow={draw(310)} />
      <details className="as-table">
        <summary>Show as table</summary>
        <table>
          <TableHead columns={['Month', { n: 'Median' }, { n: '80% interval' }]} />
          <tbody>
            {chart.months.map((month) => (
              <tr key={month.name}>
                <td>{month.name}</td>
                <td className="n">{month.text}</td>
                <td className="n">{month.interval}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  )
}

function WhyPanel({ view }: { readonly view: CostsView }) {
  return (
    <Panel title="What moves it" sub="Known steps are part of the forecast; scenarios are not" className="s6">
      <ul className="cost-why">
        {[...view.why, ...view.steps].map((text) => (
          <li key={text}>{text}</li>
        ))}
        {view.steps.length === 0 ? (
          <li>No commitment ends, no support ends and no change is accepted.</li>
        ) : null}
      </ul>
    </Panel>
  )
}

type GroupingsProps = {
  readonly view: CostsView
  readonly grouping: CostForecastGrouping
  readonly hrefOf: (grouping: CostForecastGrouping) => string
}

function Groupings({ view, grouping, hrefOf }: GroupingsProps) {
  return (
    <nav className="seg cost-seg" aria-label="By">
      {view.groupings.map((one) => (
        <Link
          key={one.grouping}
          href={hrefOf(one.grouping)}
          replace
          scroll={false}
          prefetch={false}
          aria-current={one.grouping === grouping ? 'true' : undefined}
        >
          {`${one.label} ${one.count}`}
        </Link>
      ))}
    </nav>
  )
}
