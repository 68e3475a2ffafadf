/** Name of a column; `{ n }` holds numbers and stands to the right. */
export type Column = string | { readonly n: string }

/** The head row of a table. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const [name, align] = typeof column === 'string' ? [column] : [column.n, 'n']
          return (
            <th key={name} scope="col" className={align}>
              {name}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
