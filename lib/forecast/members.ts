/** Values of every member of one metric and statistic on the same grid of hours. */
export type MemberRows = readonly Float64Array[]

/** The sum, and in how many hours it was scaled up because members were silent. */
export type MemberSum = {
  readonly values: Float64Array
  readonly scaledHours: number
  readonly gapHours: number
}

type Life = { readonly from: number; readonly to: number }

/** A member lives from its first to its last sample; silent for under three hours at the end, it still lives. */
function lifeOf(row: Float64Array, newest: number): Life {
  let from = 0
  while (from < row.length && Number.isNaN(row[from])) from++
  let to = row.length - 1
  while (to >= from && Number.isNaN(row[to])) to--
  return { from, to: newest - to < 3 ? row.length - 1 : to }
}

function newestSample(rows: MemberRows): number {
  let newest = -1
  for (const row of rows) {
    for (let i = row.length - 1; i > newest; i--) if (!Number.isNaN(row[i])) newest = i
  }
  return newest
}

/**
 * Sums `value(sample)` over the members. A living member without a sample is not zero: when at least half of the
 * living ones have samples the sum is scaled to all of them, else the hour is a gap.
 */
export function sumMembers(rows: MemberRows, value: (sample: number) => number): MemberSum {
  const hours = rows[0]?.length ?? 0
  const values = new Float64Array(hours).fill(Number.NaN)
  const newest = newestSample(rows)
  const lives = rows.map((row) => lifeOf(row, newest))
  let scaledHours = 0
  let gapHours = 0
  for (let i = 0; i <= newest; i++) {
    let sum = 0
    let living = 0
    let seen = 0
    for (let m = 0; m < rows.length; m++) {
      const life = lives[m] as Life
      if (i < life.from || i > life.to) continue
      living++
      const sample = (rows[m] as Float64Array)[i] as number
      if (Number.isNaN(sample)) continue
      seen++
      sum += value(sample)
    }
    if (seen === 0 || seen * 2 < living) {
      if (living > 0) gapHours++
      continue
    }
    if (seen < living) scaledHours++
    values[i] = (sum * living) / seen
  }
  return { values, scaledHours, gapHours }
}
