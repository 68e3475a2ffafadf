import Link from 'next/link'
import { drawSpend } from '#lib/draw/spend.ts'
import { usdAxis } from '#lib/present/format.ts'
import type { SpendView } from '#lib/present/overview-spend.ts'
import { Panel } from '../_components/panel.tsx'
import { TwoWidths } from '../_components/two-widths.tsx'

/** Cost so far. */
export function SpendPanel({ spend }: { readonly spend: SpendView }) {
  const { points, nowText, label } = spend
  const tickText = usdAxis(Math.max(...points.map(({ usdPerMonth }) => usdPerMonth)))
  const draw = (width: number) => drawSpend({ points, nowText, label, width, tickText })
  return (
    <Panel title="Spend so far" sub={spend.sub} className="s6" footer={<Teams spend={spend} />}>
      <TwoWidths wide={draw(580)} narrow={draw(300)} />
      {spend.monthEnd ? (
        <p className="ov-month">
          {spend.monthEnd}{' '}
          <Link className="lk" href="/costs" prefetch={false}>
            Cost to come
          </Link>
        </p>
      ) : null}
      {spend.steps.map((text) => (
        <p key={text} className="ov-step">
          {text}
        </p>
      ))}
      <MonthTable months={spend.months} />
    </Panel>
  )
}

function Teams({ spend: { teams, untagged } }: { readonly spend: SpendView }) {
  return (
    <>
      <span>Last 30 days:</span>
      {teams.map((team) => (
        <span key={team.name} className="tn ov-team">
          <bdi>{team.name}</bdi> {team.amount}
        </span>
      ))}
      {untagged ? <span className="push">{untagged} untagged</span> : null}
    </>
  )
}

function MonthTable({ months }: { readonly months: SpendView['months'] }) {
  return (
    <details className="as-table">
      <summary>Show as table</summary>
      <table>
        <thead>
          <tr>
            <th>Month</th>
            <th className="n">Billed, unblended</th>
            <th>
              <span className="hidden-text">Remark</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.name}>
              <td>{month.name}</td>
              <td className="n">{month.amount}</td>
              <td className="mut">{month.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
