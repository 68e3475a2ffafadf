import { drawWaterfall } from '#lib/draw/waterfall.ts'
import { usdDelta, usdShort } from '#lib/present/format.ts'
import type { BridgeView, SpendRow } from '#lib/present/review/review-money-view.ts'
import { TwoWidths } from '../../_components/two-widths.tsx'

function tickText(usd: number): string {
  return usd > 0 ? `+${usdShort(usd)}` : usd < 0 ? usdShort(usd) : usdDelta(0)
}

/** From expected to billed: the steps as bars, everything as a table. */
export function Bridge({ bridge }: { readonly bridge: BridgeView }) {
  const chart = { steps: bridge.steps, net: bridge.net, label: bridge.label, zero: 'expected', tickText }
  return (
    <div className="rv-bridge">
      {bridge.steps.length > 0 ? (
        <TwoWidths
          wide={drawWaterfall({ ...chart, width: 580 })}
          narrow={drawWaterfall({ ...chart, width: 300, narrow: true })}
        />
      ) : null}
      <table className="ct">
        <thead className="hidden-text">
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Dollars</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {bridge.rows.map((row) => (
            <tr key={row.name} className={row.total ? 'total' : undefined}>
              <th scope="row">{row.name}</th>
              <td className="n">{row.amount}</td>
              <td className="mut">{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Spend of everything and of each team against its budget. */
export function SpendTable({ rows }: { readonly rows: readonly SpendRow[] }) {
  if (rows.length === 0) return <p className="t2">No cost is known yet.</p>
  return (
    <div className="scroll">
      <table className="ct">
        <thead>
          <tr>
            <th scope="col">Team</th>
            {['Month to date', 'Run-rate /mo', 'Budget /mo', 'Week on week'].map((name) => (
              <th key={name} scope="col" className="n">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <bdi>{row.name}</bdi>
              </th>
              <td className="n">{row.monthToDate}</td>
              <td className={row.over ? 'n watch' : 'n'}>
                {row.runRate}
                {row.over ? ' over' : ''}
              </td>
              <td className="n">{row.budget}</td>
              <td className="n">{row.week}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
