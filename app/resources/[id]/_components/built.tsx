import type { ResourceView } from '#lib/present/resource.ts'
import { Panel } from '../../../_components/panel.tsx'

/** What the forecast stands on: samples, capacity, models, their test on the past. */
export function Built({ built }: { readonly built: NonNullable<ResourceView['built']> }) {
  return (
    <Panel title={`What the ${built.dimension} forecast is built from`}>
      <dl className="terms wide">
        {built.terms.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {built.notes.length > 0 ? (
        <ul className="notes">
          {built.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </Panel>
  )
}
