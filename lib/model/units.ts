/** Hours in a month, as AWS's price pages count them. */
export const hoursPerMonth = 730

export const bytesPerGib = 2 ** 30
export const bytesPerMib = 2 ** 20

/** Monthly dollars of an hourly price. */
export function monthlyUsd(hourlyUsd: number): number {
  return hourlyUsd * hoursPerMonth
}
