import { drawMonthBars } from '#lib/draw/month-bars.ts'
import { usdAxis } from '#lib/present/format.ts'
import type { TeamSpendView } from '#lib/present/team-spend.ts'
import { Panel } from '../../_components/panel.tsx'
import { TableHead } from '../../_components/table-head.tsx'
import { TwoWidths } from '../../_components/two-widths.tsx'

/** Billed by month against the budget; this month, which is not over, in grey. */
export function TeamSpend({ spend }: { readonly spend: TeamSpendView }) {
  const { bars, label, text } = spend
  const highest = Math.max(...bars.flatMap(({ usd, budgetUsd }) => [usd, budgetUsd ?? 0]))
  const draw = (width: number) => drawMonthBars({ bars, label, width, tickText: usdAxis(highest) })
  return (
    <Panel title="Spend against budget" sub={text}>
      <TwoWidths wide={draw(640)} narrow={draw(320)} />
      <details className="as-table">
        <summary>Show as table</summary>
        <table>
          <TableHead columns={['Month', { n: 'Billed, unblended' }, { n: 'Budget' }]} />
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.month}>
                <td>
                  {bar.name}
                  {bar.partial ? ' so far' : ''}
                </td>
                <td className="n">{bar.amount}</td>
                <td className="n">{bar.budget}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  )
}
