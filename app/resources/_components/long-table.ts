import type { ResourceGroup } from '#lib/present/resources.ts'
import type { ResourceRow } from '#lib/present/resources-row.ts'

/** A line of the table: the head of a group, or the row with this number counted over all groups. */
export type Line =
  | { readonly kind: 'group'; readonly group: ResourceGroup }
  | { readonly kind: 'row'; readonly group: ResourceGroup; readonly at: number }

/** Rows that one request brings. */
export const stretchSize = 100

/** What the table consists of, by line number, without making a list of all. */
export function layoutOf(groups: readonly ResourceGroup[]): {
  readonly length: number
  readonly lineAt: (index: number) => Line | undefined
} {
  const length = groups.reduce((sum, { count }) => sum + count + 1, 0)
  const lineAt = (index: number): Line | undefined => {
    let [first, rows] = [0, 0]
    for (const group of groups) {
      if (index === first) return { kind: 'group', group }
      if (index <= first + group.count) return { kind: 'row', group, at: rows + index - first - 1 }
      first += group.count + 1
      rows += group.count
    }
    return undefined
  }
  return { length, lineAt }
}

/** The rows that came with the page, by number. They are the first of all, in order. */
export function firstRows(groups: readonly ResourceGroup[]): ReadonlyMap<number, ResourceRow> {
  return new Map(groups.flatMap(({ rows }) => rows).map((row, at) => [at, row]))
}

/** Stretches that hold the given rows and were not read yet. */
export function missingStretches(
  rows: readonly number[],
  known: ReadonlyMap<number, ResourceRow>,
): readonly number[] {
  const missing = rows.filter((at) => !known.has(at))
  return [...new Set(missing.map((at) => Math.floor(at / stretchSize)))]
}
