import type { RecommendationRow, RecommendationsView } from '#lib/present/recommendations.ts'
import { ResourceName } from '../../_components/resource-name.tsx'
import { SizeText } from '../../_components/size-text.tsx'

/** One row a change; its box carries the numbers that a selection adds up. */
export function RecommendationTable({ view }: { readonly view: RecommendationsView }) {
  return (
    <table className="lt re-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden-text">Select</span>
          </th>
          <th scope="col" className="n">
            #
          </th>
          <th scope="col" className="w-name">
            Resource
          </th>
          <th scope="col">Team, account</th>
          <th scope="col">Finding</th>
          <th scope="col">Now</th>
          <th scope="col">Change to</th>
          <th scope="col" className="n">
            List, $/mo
          </th>
          <th scope="col" className="n">
            Cash, $/mo
          </th>
          <th scope="col" className="n">
            Chance after
          </th>
          <th scope="col">Effort</th>
          <th scope="col" className="n">
            Decide by
          </th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { readonly row: RecommendationRow }) {
  const { listUsd, cashUsd, chance } = row.numbers
  return (
    <tr>
      <td className="re-pick">
        <input
          type="checkbox"
          name="change"
          value={row.id}
          aria-label={`Select ${row.name}`}
          data-list={listUsd}
          data-cash={cashUsd ?? ''}
          data-chance={chance ?? ''}
        />
      </td>
      <td className="n mut lt-hide">{row.rank}</td>
      <td className="lt-name">
        <ResourceName id={row.id} name={row.name} resourceClass={row.resourceClass} sub={row.kind} />
      </td>
      <td className="two" data-label="Team">
        <span className="cut">{row.team ? <bdi>{row.team}</bdi> : <span className="mut">no team</span>}</span>
        <small className="cut">
          <bdi>{row.account}</bdi>
        </small>
      </td>
      <td data-label="Finding">
        <span className={row.tone === 'later' || row.tone === 'no' ? 't2' : row.tone}>{row.finding}</span>
      </td>
      <td className="t2 lt-size" data-label="Now">
        <SizeText label={row.from} />
      </td>
      <td className="lt-size" data-label="Change to">
        <b>
          <SizeText label={row.to} />
        </b>
      </td>
      <td className={row.saves ? 'n save' : 'n'} data-label="List, $/mo">
        {row.list}
      </td>
      <td className={row.saves ? 'n save' : 'n'} data-label="Cash, $/mo">
        <b>{row.cash}</b>
      </td>
      <td className="n" data-label="Chance after">
        {row.chance}
      </td>
      <td className="t2" data-label="Effort">
        {row.effort}
      </td>
      <td className={row.late ? 'n risk' : 'n'} data-label="Decide by">
        {row.late ? `${row.decideBy}, overdue` : row.decideBy}
      </td>
    </tr>
  )
}
