/** Samples of the members with what they are measured against. */
export type WorstMember = {
  readonly of: 'percent' | 'amount' | 'free'
  readonly scale: number
  readonly rows: readonly MemberRow[]
  readonly capacity: Float64Array
  readonly members: Float64Array
}

/** The samples of one member, on a grid of hours. */
export type MemberRow = { readonly member: string; readonly values: Float64Array }

/**
 * Adds metrics member by member: the rows of the first with those of the others that have the same member. An hour
 * that lacks any of them is a gap: a part of the sum is not the sum.
 */
export function sumPerMember(
  first: readonly MemberRow[],
  others: readonly (readonly MemberRow[])[],
): readonly MemberRow[] {
  return first.map(({ member, values }) => {
    const parts = others.map((rows) => rows.find((row) => row.member === member)?.values)
    const sum = values.map((value, hour) =>
      parts.reduce((total, part) => total + (part?.[hour] ?? Number.NaN), value),
    )
    return { member, values: sum }
  })
}

/**
 * Demand where the fullest member decides (brokers, shards, nodes): what the whole would need if every member were as
 * full as the fullest. `rows` are the members' samples on one grid of hours: percentages used, amounts used or amounts
 * that are free (in units of `scale`); `capacity` and `members` are of the whole at that hour. An hour without any
 * sample is a gap; so is one whose free amount is above the capacity.
 */
export function worstMemberDemand(options: WorstMember): Float64Array {
  const { of, scale, rows, capacity, members } = options
  return capacity.map((whole, hour) => {
    const own = whole / (members[hour] as number)
    let worst = Number.NaN
    for (const { values } of rows) {
      const share = shareOf(of, (values[hour] as number) * scale, own)
      if (share >= 0 && !(share <= worst)) worst = share
    }
    return whole * worst
  })
}

/** A member that is clearly fuller than the others, most of the time. */
export type FullestMember = {
  readonly member: string
  /** Hours in which it was the fullest, of those with samples. */
  readonly hoursShare: number
  /** Largest share over the mean share of the members. */
  readonly timesMean: number
}

/**
 * The member that decides in the last `hours`: the fullest in at least 60 % of them, where the fullest is at least
 * 1.2 times the mean. Undefined where the members are alike or take turns.
 */
export function fullestMember(options: WorstMember, hours: number): FullestMember | undefined {
  const { of, scale, rows, capacity, members } = options
  const wins = new Map<string, number>()
  let [worstSum, meanSum, seen] = [0, 0, 0]
  for (let hour = Math.max(0, capacity.length - hours); hour < capacity.length; hour++) {
    const own = (capacity[hour] as number) / (members[hour] as number)
    const shares = rows
      .map(({ member, values }) => ({ member, share: shareOf(of, (values[hour] as number) * scale, own) }))
      .filter(({ share }) => share >= 0)
    const [first] = shares.sort((a, b) => b.share - a.share)
    if (!first || shares.length < 2) continue
    seen++
    wins.set(first.member, (wins.get(first.member) ?? 0) + 1)
    worstSum += first.share
    meanSum += shares.reduce((sum, { share }) => sum + share, 0) / shares.length
  }
  const [most] = [...wins].sort((a, b) => b[1] - a[1])
  if (!most || most[1] < 0.6 * seen || !(worstSum >= 1.2 * meanSum)) return undefined
  return { member: most[0], hoursShare: most[1] / seen, timesMean: worstSum / meanSum }
}

/** Share of one member's capacity that is used. */
function shareOf(of: 'percent' | 'amount' | 'free', value: number, capacity: number): number {
  if (of === 'percent') return value / 100
  return of === 'amount' ? value / capacity : 1 - value / capacity
}
