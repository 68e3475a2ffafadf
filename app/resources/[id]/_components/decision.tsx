import type { CompareRow, DecisionView } from '#lib/present/resource-decision.ts'
import { Icon } from '../../../_components/icon.tsx'
import { Panel } from '../../../_components/panel.tsx'
import { SentenceText } from '../../../_components/sentence-text.tsx'

function CompareTable({ rows }: { readonly rows: readonly CompareRow[] }) {
  return (
    <table className="st">
      <thead>
        <tr>
          <td />
          <th scope="col" className="n">
            now
          </th>
          <th scope="col" className="n">
            after
          </th>
          <th scope="col" className="n">
            <span className="hidden-text">change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, now, after, change, tone }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="n">{now}</td>
            <td className="n">
              <b>{after}</b>
            </td>
            <td className={`n ${tone ?? 'mut'}`}>{change}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What to change, with the numbers before and after it; or why nothing changes. */
export function Decision({
  decision: { from, to, isRemedy, rows, terms, keep },
}: {
  readonly decision: DecisionView
}) {
  return (
    <Panel title="Recommendation">
      <p className="fromto">
        <span className="mono">{from}</span>
        <Icon name="right" />
        {to ? <b className={isRemedy ? undefined : 'mono'}>{to}</b> : <b>keep</b>}
      </p>
      {rows.length > 0 ? <CompareTable rows={rows} /> : null}
      {keep ? <p className="t2">{keep}</p> : null}
      {terms.length > 0 ? (
        <dl className="terms">
          {terms.map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>
                <SentenceText parts={text} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </Panel>
  )
}
