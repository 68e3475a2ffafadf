/** Utilization of members as samples tell it, five minutes each; `NaN` = gap. */
export type MeasuredShare = {
  readonly coarseShare: Float32Array
  readonly coarseMembers: Float32Array
  readonly fineShare?: Float32Array
}

const minutesOfPeriod = 5
const secondsOfMinute = 60

type UnitsInput = {
  /** Sum of what was consumed, by five minutes and by the minute. */
  readonly consumed: Float32Array
  readonly consumedFine: Float32Array
  /** Average of what was provisioned, by five minutes; without any the units are paid by request. */
  readonly provisioned: Float32Array | undefined
}

/**
 * Consumed over provisioned units a second. While a table tells what it has, no sample of what it consumed means that it
 * consumed nothing: DynamoDB sends none then. Paid by request every unit is a member of its own, fully used.
 */
export function shareOfUnits({ consumed, consumedFine, provisioned }: UnitsInput): MeasuredShare {
  const alive = (i: number) => provisioned !== undefined && !Number.isNaN(provisioned[i])
  const whole = Float32Array.from({ length: consumed.length }, () => 1)
  const members = provisioned?.map(Math.round) ?? whole
  const perSecond = (sum: number, i: number, minutes: number) =>
    (Number.isNaN(sum) && alive(i) ? 0 : sum) / (minutes * secondsOfMinute)
  const shareOf = (units: number, i: number) => units / Math.max(1, members[i] ?? Number.NaN)
  const minutesKnown = consumedFine.some((sum) => !Number.isNaN(sum))
  return {
    coarseMembers: members,
    coarseShare: consumed.map((sum, i) => shareOf(perSecond(sum, i, minutesOfPeriod), i)),
    ...(minutesKnown
      ? {
          fineShare: consumedFine.map((sum, t) => {
            const i = Math.floor(t / minutesOfPeriod)
            return shareOf(sum / secondsOfMinute, i)
          }),
        }
      : {}),
  }
}

/** The mean of the members that have a sample, and how many have one, period by period. */
export function meanOfMembers(members: readonly Float32Array[], periods: number): MeasuredShare {
  const coarseShare = new Float32Array(periods).fill(Number.NaN)
  const coarseMembers = new Float32Array(periods).fill(Number.NaN)
  for (let i = 0; i < periods; i++) {
    let [sum, count] = [0, 0]
    for (const values of members) {
      const value = values[i] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
    if (count === 0) continue
    coarseShare[i] = sum / count
    coarseMembers[i] = count
  }
  return { coarseShare, coarseMembers }
}

/** The fullest of several, period by period; where one has no sample, of the others. */
export function fullestOf(shares: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = shares
  return first.map((share, i) =>
    others.reduce((most, one) => {
      const value = one[i] ?? Number.NaN
      if (Number.isNaN(value)) return most
      return Number.isNaN(most) ? value : Math.max(most, value)
    }, share),
  )
}

/**
 * Requests a minute at which one member is full: all requests over all use of what they fill most, CPU or GPU. Undefined
 * where neither is known beside requests.
 */
export function memberRateOf(requests: Float32Array, shares: readonly Float32Array[]): number | undefined {
  const rates = shares.flatMap((share) => {
    let [asked, used] = [0, 0]
    for (let i = 0; i < requests.length; i++) {
      const [count, part] = [requests[i] ?? Number.NaN, share[i] ?? Number.NaN]
      if (Number.isNaN(count) || Number.isNaN(part)) continue
      asked += count
      used += part
    }
    return asked > 0 && used > 0 ? [asked / used] : []
  })
  return rates.length === 0 ? undefined : Math.min(...rates)
}
