import type { ItemView } from '#lib/present/review/review-item.ts'
import { SizeText } from '../../_components/size-text.tsx'
import { TableHead } from '../../_components/table-head.tsx'

/** What can be decided, the recommended one first and doing nothing last. */
export function OptionTable({ item }: { readonly item: ItemView }) {
  if (item.options.length === 0) return null
  return (
    <table className="rvo">
      <TableHead columns={['Option', { n: item.optionColumn }, { n: '$/mo' }, 'Effort']} />
      <tbody>
        {item.options.map((option) => (
          <tr key={option.key} className={option.recommended ? 'rec' : undefined}>
            <th scope="row">
              <span className="key">{option.key}</span>
              <span>
                <b>
                  <SizeText label={option.label} />
                </b>
                <small>{option.note}</small>
              </span>
            </th>
            <td className={`n ${option.tone}`}>
              <b>{option.chance}</b>
            </td>
            <td className="n">{option.delta}</td>
            <td>{option.effort}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
