import type { Ref } from 'react'
import { count } from '#lib/present/format.ts'
import type { ResourceGroup } from '#lib/present/resources.ts'

export type GroupHeadProps = {
  readonly group: ResourceGroup
  readonly columns: number
  /** Line of a long table. */
  readonly index?: number
  readonly ref?: Ref<HTMLTableRowElement>
}

/** A finding with its count and sum, over its rows. */
export function GroupHead({ group, columns, index, ref }: GroupHeadProps) {
  return (
    <tr
      className="grp"
      ref={ref}
      data-index={index}
      aria-rowindex={index === undefined ? undefined : index + 2}
    >
      <th colSpan={columns} scope="rowgroup">
        <span className={`gd ${group.tone}`} />
        <b>{group.label}</b>
        <span className="tn">{count(group.count)}</span>
        <span className="mut">{group.note}</span>
      </th>
    </tr>
  )
}
