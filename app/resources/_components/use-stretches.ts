import { useEffect, useRef, useState } from 'react'
import type { ResourceGroup } from '#lib/present/resources.ts'
import type { ResourceRow } from '#lib/present/resources-row.ts'
import { firstRows, missingStretches, stretchSize } from './long-table.ts'

export type Stretches = {
  readonly rows: ReadonlyMap<number, ResourceRow>
  /** The last stretch that was asked for could not be read. */
  readonly failed: boolean
  readonly retry: () => void
}

/** Nothing is asked for while the reader scrolls past. */
const restMs = 60

/** Reads the stretches of rows that are in view and are not there yet. */
export function useStretches(options: {
  readonly groups: readonly ResourceGroup[]
  readonly rowsHref: string
  readonly inView: readonly number[]
}): Stretches {
  const { groups, rowsHref, inView } = options
  const [rows, setRows] = useState(() => firstRows(groups))
  const [failed, setFailed] = useState(false)
  const asked = useRef(new Set<number>())
  const wanted = missingStretches(inView, rows).join()
  useEffect(() => {
    if (wanted === '' || failed) return
    const timer = setTimeout(() => {
      for (const stretch of wanted.split(',').map(Number)) {
        if (asked.current.has(stretch)) continue
        asked.current.add(stretch)
        readStretch(rowsHref, stretch).then(
          (read) => setRows((known) => new Map([...known, ...read])),
          () => {
            asked.current.delete(stretch)
            setFailed(true)
          },
        )
      }
    }, restMs)
    return () => clearTimeout(timer)
  }, [wanted, rowsHref, failed])
  return { rows, failed, retry: () => setFailed(false) }
}

async function readStretch(
  rowsHref: string,
  stretch: number,
): Promise<readonly (readonly [at: number, row: ResourceRow])[]> {
  const from = stretch * stretchSize
  const response = await fetch(`${rowsHref}from=${from}&count=${stretchSize}`)
  if (!response.ok) throw new Error(`rows from ${from}: status ${response.status}`)
  const { rows }: { rows: ResourceRow[] } = await response.json()
  return rows.map((row, i) => [from + i, row] as const)
}
