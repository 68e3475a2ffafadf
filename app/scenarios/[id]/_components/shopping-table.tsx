import Link from 'next/link'
import type { ScenarioView } from '#lib/present/scenario.ts'
import { Panel } from '../../../_components/panel.tsx'
import { TableHead } from '../../../_components/table-head.tsx'

/** What to buy or to raise, the soonest first. */
export function ShoppingTable({ view }: { readonly view: ScenarioView }) {
  const download = (
    <a href={`/api/scenarios/${view.id}/shopping.csv`} download>
      CSV
    </a>
  )
  return (
    <Panel
      title="Shopping list"
      sub="What to buy or raise, and by when. List price."
      right={download}
      footer={view.moreShopping}
      className="sc-grid"
    >
      <section className="sc-scroll" aria-label="Shopping list, scrolls sideways">
        <table className="tbl">
          <TableHead columns={['By', 'What', 'For', { n: '$/mo' }, 'Why']} />
          <tbody>
            {view.shopping.map((item) => (
              <tr key={item.key}>
                <td className="two">
                  <b>{item.by}</b>
                  <small>{item.byText}</small>
                </td>
                <td>{item.action}</td>
                <td>{item.href ? <Link href={item.href}>{item.name}</Link> : item.name}</td>
                <td className="n">{item.delta}</td>
                <td>{item.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}
