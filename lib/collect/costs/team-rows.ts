import type { CostDay } from '#lib/model/cost.ts'

/**
 * One team a dollar from one reading per team tag, in the order of the keys: the first tag with a value names the team.
 * Every reading after the first saw only what carries none of the earlier tags; what no reading names is untagged, so
 * that teams and untagged always add up to what the first reading saw.
 */
export function mergeTeams(readings: readonly (readonly CostDay[])[]): CostDay[] {
  const [first = [], ...later] = readings
  const rows = new Map<string, CostDay>()
  const untagged = new Map<string, CostDay>()
  for (const row of first) add(row.key === '' ? untagged : rows, row, 1)
  for (const row of later.flat()) {
    const rest = untagged.get(placeOf({ ...row, key: '' }))
    if (row.key === '' || !rest) continue
    add(rows, row, 1)
    add(untagged, { ...row, key: '' }, -1)
  }
  return [...rows.values(), ...[...untagged.values()].filter((row) => !isNothing(row))]
}

function placeOf({ day, accountId, key }: CostDay): string {
  return `${day} ${accountId} ${key}`
}

function add(rows: Map<string, CostDay>, row: CostDay, sign: 1 | -1): void {
  const place = placeOf(row)
  const known = rows.get(place)
  if (!known) {
    rows.set(place, row)
    return
  }
  rows.set(place, {
    ...known,
    usd: sum(known.usd, row.usd, sign),
    ...both('amortizedUsd', known, { row, sign }),
    ...both('netUsd', known, { row, sign }),
  })
}

function both(
  field: 'amortizedUsd' | 'netUsd',
  known: CostDay,
  { row, sign }: { row: CostDay; sign: 1 | -1 },
): Partial<CostDay> {
  const [before, change] = [known[field], row[field]]
  return before === undefined || change === undefined ? {} : { [field]: sum(before, change, sign) }
}

/** To a billionth of a dollar, finer than any bill: differences of equal sums are zero. */
function sum(a: number, b: number, sign: 1 | -1): number {
  return Math.round((a + sign * b) * 1e9) / 1e9
}

function isNothing({ usd, amortizedUsd = 0, netUsd = 0 }: CostDay): boolean {
  return usd === 0 && amortizedUsd === 0 && netUsd === 0
}
