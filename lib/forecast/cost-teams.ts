import type { CellPaths } from './cost-cells.ts'

/**
 * Scales the paths of the teams of an account so that they add up to the paths of its services, month by month: teams
 * are shares of the same bill. A month in which the teams of a path add up to nothing is left.
 */
export function reconcileTeams(
  teams: readonly CellPaths[],
  services: readonly CellPaths[],
): readonly CellPaths[] {
  const totals = new Map(
    [...Map.groupBy(services, ({ cell }) => cell.accountId)].map(([id, own]) => [id, sumOf(own)]),
  )
  return [...Map.groupBy(teams, ({ cell }) => cell.accountId)].flatMap(([accountId, own]) => {
    const total = totals.get(accountId)
    if (total === undefined) return own
    const sum = sumOf(own)
    return own.map(({ cell, paths }) => ({
      cell,
      paths: {
        ...paths,
        sums: paths.sums.map((usd, i) => scaled(usd, total[i] as number, sum[i] as number)),
      },
    }))
  })
}

function scaled(usd: number, total: number, sum: number): number {
  return sum > 0 && total > 0 ? (usd * total) / sum : usd
}

/** Sum of the paths of cells, element by element. */
export function sumOf(cells: readonly CellPaths[]): Float64Array {
  const sum = new Float64Array(cells[0]?.paths.sums.length ?? 0)
  for (const { paths } of cells) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (paths.sums[i] as number)
  }
  return sum
}
