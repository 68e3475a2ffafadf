import Link from 'next/link'
import type { Attribution } from '#lib/model/ownership.ts'
import type { TeamCostsView } from '#lib/present/team-costs.ts'
import { Panel } from '../../_components/panel.tsx'
import { TableHead } from '../../_components/table-head.tsx'

const choices: readonly { readonly attribution: Attribution; readonly label: string }[] = [
  { attribution: 'at-the-time', label: 'As tagged then' },
  { attribution: 'as-tagged-today', label: 'As tagged today' },
]

export type TeamCostsPanelProps = {
  readonly view: TeamCostsView
  readonly attribution: Attribution
  readonly hrefOf: (attribution: Attribution) => string
}

/** Who bore what resources cost, by the tag of the time or by that of today. */
export function TeamCostsPanel({ view, attribution, hrefOf }: TeamCostsPanelProps) {
  return (
    <Panel title="Cost of resources by team" sub={view.sub} className="s12">
      <nav className="seg cost-seg" aria-label="Attribution">
        {choices.map((one) => (
          <Link
            key={one.attribution}
            href={hrefOf(one.attribution)}
            replace
            scroll={false}
            prefetch={false}
            aria-current={one.attribution === attribution ? 'true' : undefined}
          >
            {one.label}
          </Link>
        ))}
      </nav>
      <table className="lt">
        <TableHead columns={['Team', { n: 'Cost' }, { n: 'Share' }, { n: 'Accounts' }]} />
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.team}>
              <td>
                <bdi>{row.team}</bdi>
              </td>
              <td className="n">{row.usd}</td>
              <td className="n">{row.share}</td>
              <td className="n">{row.accounts}</td>
            </tr>
          ))}
          <tr>
            <td>All teams</td>
            <td className="n">{view.total}</td>
            <td className="n">100%</td>
            <td className="n" />
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}
