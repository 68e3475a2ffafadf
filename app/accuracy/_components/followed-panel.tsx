import type { FollowedView } from '#lib/present/accuracy-followed.ts'
import { Panel } from '../../_components/panel.tsx'
import { ResourceName } from '../../_components/resource-name.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { TableHead } from '../../_components/table-head.tsx'

/** What accepting everything would have done, against what was kept and a percentile rule. */
export function FollowedPanel({ view }: { readonly view: FollowedView }) {
  return (
    <Panel title="Had every change been accepted" sub={view.sub} className="s12">
      <p className="ac-followed">
        <SentenceText parts={view.lede} />
      </p>
      <PolicyTable policies={view.policies} />
      {view.breaches.length > 0 ? <BreachTable view={view} /> : null}
      <ul className="ac-notes">
        {view.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Panel>
  )
}

function PolicyTable({ policies }: Pick<FollowedView, 'policies'>) {
  return (
    <div className="ac-scroll">
      <table className="ac-table">
        <TableHead
          columns={[
            'Followed',
            { n: 'Cash' },
            { n: 'At list price' },
            { n: 'Changes' },
            { n: 'Breaches' },
            { n: 'Resources with one' },
          ]}
        />
        <tbody>
          {policies.map((policy) => (
            <tr key={policy.name}>
              <td>{policy.name}</td>
              <td className="n">{policy.cash}</td>
              <td className="n">{policy.list}</td>
              <td className="n">{policy.changes}</td>
              <td className="n">{policy.breaches}</td>
              <td className="n">{policy.resources}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BreachTable({ view }: { readonly view: FollowedView }) {
  return (
    <div className="ac-scroll">
      <table className="ac-table ac-misses ac-breaches">
        <caption className="hidden-text">Breaches by name</caption>
        <TableHead columns={['Resource and size', 'From', 'Demand that came', 'Followed']} />
        <tbody>
          {view.breaches.map((breach) => (
            <tr key={breach.key}>
              <td>
                <ResourceName {...breach} />
              </td>
              <td>{breach.when}</td>
              <td>{breach.text}</td>
              <td>{breach.who}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.more ? <p className="mut">{view.more}</p> : null}
    </div>
  )
}
