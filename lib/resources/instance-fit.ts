import type { Effort } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'

/** Series of general use: burstable, balanced, compute, memory, high frequency. */
const generalSeries: readonly string[] = ['t', 'm', 'c', 'r', 'x', 'z']

/** `c7gd` into series `c`, generation 7 and attributes `gd`; undefined for names outside of the scheme. */
function parseFamily(shape: string): { series: string; generation: number; attributes: string } | undefined {
  const match = /^([a-z]+)(\d+)([a-z]*(?:-flex)?)\./.exec(shape)
  if (match === null) return undefined
  return { series: match[1] ?? '', generation: Number(match[2]), attributes: match[3] ?? '' }
}

/**
 * Whether an EC2 instance or member may become that shape. Accelerators, storage-optimized series, bare metal, flex
 * types and local disks are kept as they are: what runs there relies on them or cannot use them.
 */
export function fitsInstance(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'ec2') return false
  if (shape.name === resource.shape) return true
  const from = parseFamily(resource.shape)
  const to = parseFamily(shape.name)
  if (from === undefined || to === undefined) return false
  if (shape.name.includes('metal') !== resource.shape.includes('metal')) return false
  if (to.attributes.includes('flex')) return false
  if (from.attributes.includes('d') !== to.attributes.includes('d')) return false
  const general = generalSeries.includes(from.series) && generalSeries.includes(to.series)
  return general || from.series === to.series
}

/** Another processor architecture means new images; another family means tests; the same family neither. */
export function instanceEffort(_resource: Resource, from: Shape, to: Shape): Effort {
  if (from.arch !== to.arch) return 'high'
  return from.family === to.family ? 'low' : 'medium'
}
