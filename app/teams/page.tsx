import type { Metadata } from 'next'
import Link from 'next/link'
import { requireActor } from '#lib/identity/actor.ts'
import { presentTeams } from '#lib/present/team-list.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { readCostsOnce } from '#lib/store/costs.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { PageHead } from '../_components/page-head.tsx'
import { Panel } from '../_components/panel.tsx'
import { State } from '../_components/state.tsx'
import { TableHead } from '../_components/table-head.tsx'
import './_components/team.css'

export const metadata: Metadata = { title: 'Teams' }
export const dynamic = 'force-dynamic'

const heads = [
  'Team',
  { n: 'Resources' },
  { n: 'Run out' },
  { n: 'To decide' },
  { n: 'Savings, $/mo' },
  { n: 'Billed in 30 days' },
  { n: 'Budget, $/mo' },
] as const

/** Every team that the reader sees, by name. */
export default async function Teams() {
  const actor = await requireActor()
  const [rows, costs, budgets] = await Promise.all([
    readFleet(actor),
    readCostsOnce(actor),
    readBudgets(actor),
  ])
  const teams = presentTeams({ rows, costs, budgets, nowMs: Date.now() })
  return (
    <>
      <PageHead title="Teams" sub="By name">
        <Link className="btn" href="/digests" prefetch={false}>
          Weekly digest
        </Link>
      </PageHead>
      <Panel title="What each team owns and decides" sub="Savings are at list price">
        {teams.length === 0 ? (
          <State title="No team owns anything yet">
            Name the tag that says it under ownership in headroom.yaml.
          </State>
        ) : (
          <div className="tm-scroll">
            <table>
              <TableHead columns={heads} />
              <tbody>
                {teams.map((row) => (
                  <tr key={row.team} className="tm-row">
                    <td>
                      <Link className="lk" href={row.href} prefetch={false}>
                        <bdi>{row.team}</bdi>
                      </Link>
                    </td>
                    <td className="n">{row.resources}</td>
                    <td className={row.risky ? 'n risk' : 'n'}>{row.runsOut}</td>
                    <td className="n">{row.decide}</td>
                    <td className="n">{row.savings}</td>
                    <td className="n">{row.spend}</td>
                    <td className="n">{row.budget}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </>
  )
}
