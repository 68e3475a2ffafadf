import Link from 'next/link'
import type { SavingRow, SavingsView } from '#lib/present/overview-money.ts'
import { Icon } from '../_components/icon.tsx'
import { Panel } from '../_components/panel.tsx'
import { ResourceName } from '../_components/resource-name.tsx'
import { SizeText } from '../_components/size-text.tsx'

export function SavingsPanel({ savings }: { readonly savings: SavingsView }) {
  const footer = (
    <>
      <span>{savings.footer}</span>
      <Link className="lk push" href="/recommendations" prefetch={false}>
        All recommendations
      </Link>
    </>
  )
  return (
    <Panel title="Largest savings" sub={savings.sub} className="s8" footer={footer}>
      <div className="scroll">
        <table className="at">
          <thead>
            <tr>
              <th className="n">#</th>
              <th>Resource</th>
              <th className="at-team">Team</th>
              <th>Now</th>
              <th>
                <span className="hidden-text">to</span>
              </th>
              <th>Change to</th>
              <th className="n">$/mo now</th>
              <th className="n">Saves</th>
              <th className="n">Chance</th>
              <th>Effort</th>
            </tr>
          </thead>
          <tbody>
            {savings.rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Row({ row }: { readonly row: SavingRow }) {
  return (
    <tr>
      <td className="n mut">{row.rank}</td>
      <td className="at-name">
        <ResourceName id={row.id} name={row.name} resourceClass={row.resourceClass} />
      </td>
      <td className="t2 cut at-team">{row.team ? <bdi>{row.team}</bdi> : 'no team'}</td>
      <td className="t2">
        <SizeText label={row.from} />
      </td>
      <td className="mut">
        <Icon name="right" size={12} />
      </td>
      <td className="at-to">
        <b>
          <SizeText label={row.to} />
        </b>
      </td>
      <td className="n t2">{row.monthly}</td>
      <td className="n save at-saves">
        <b>{row.saves}</b>
      </td>
      <td className="n at-chance">{row.chance}</td>
      <td className="t2">{row.effort}</td>
    </tr>
  )
}
