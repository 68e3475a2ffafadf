import type { DecisionLog } from '#lib/present/review/review-log.ts'

/** Decisions so far and what they come to. */
export function LogColumn({ log }: { readonly log: DecisionLog }) {
  const totals = [
    { term: 'Accepted', text: `${log.accepted} of ${log.rows.length}` },
    { term: 'Cost change', text: log.net === '–' ? '$0/mo' : `${log.net}/mo` },
    { term: 'Runs out', text: `${log.runsOut.before} → ${log.runsOut.after}` },
  ]
  return (
    <aside className="rvl" aria-label="Decisions so far">
      <h2>Decisions so far</h2>
      {log.rows.length === 0 ? <p className="mut">None yet.</p> : null}
      <ol>
        {log.rows.map((row) => (
          <li key={row.id}>
            <span className="mut">{row.time}</span>
            <div>
              <b>
                <bdi>{row.name}</bdi>
              </b>
              <p>
                <b className={row.tone}>{row.verdict}.</b> {row.change} {row.terms} <bdi>{row.reason}</bdi>
              </p>
            </div>
          </li>
        ))}
      </ol>
      <h2>Running total</h2>
      <dl className="tot">
        {totals.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
