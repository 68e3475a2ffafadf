import { normalQuantile } from './random.ts'

const tenth = normalQuantile(0.9)

/** A size at a level of its spread: log-normal on either side of its median, through its 10 and 90 % values. */
export function sizeAt(
  { factor, low, high }: { readonly factor: number; readonly low: number; readonly high: number },
  level: number,
): number {
  const z = normalQuantile(Math.min(0.999, Math.max(0.001, level))) / tenth
  const side = z < 0 ? Math.log(factor / Math.min(low, factor)) : Math.log(Math.max(high, factor) / factor)
  return factor * Math.exp(z * side)
}
