import type { Capacity } from '#lib/model/capacity.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { InstanceTypes } from '../instance-types.ts'
import type { FoundGroup } from './region.ts'

/** What a launch template is overridden with: a type, and how many of the group's units one such instance counts. */
export type Override = { readonly type: string; readonly weight: number }

type Mixed = Pick<FoundGroup, 'overrides' | 'memberTypes' | 'byRequirements'>

/** By its policy: members of two types are also what the refresh of a plain group looks like, for an hour. */
function isMixed({ overrides, byRequirements }: Mixed): boolean {
  return byRequirements || new Set(overrides.map(({ type }) => type)).size > 1
}

function weightOf({ overrides }: Mixed, type: string): number {
  return overrides.find((one) => one.type === type)?.weight ?? 1
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Types that the group may run (`m7a.large, m6a.large`), and whether its sizes count units and not instances. */
export function mixedFacts(group: Mixed): Facts {
  if (!isMixed(group)) return {}
  const types = group.overrides.length > 0 ? group.overrides.map(({ type }) => type) : group.memberTypes
  const weighted = group.overrides.some(({ weight }) => weight !== 1)
  return { mixedTypes: [...new Set(types)].join(', '), ...(weighted ? { weighted } : {}) }
}

/**
 * Instances that a size of the group stands for: with weights a size counts units, and an instance as many as its type
 * weighs, on average over the present members, else over the overrides.
 */
export function instancesOf(group: Mixed, size: number): number {
  const types = group.memberTypes.length > 0 ? group.memberTypes : group.overrides.map(({ type }) => type)
  if (types.length === 0) return size
  const weight = mean(types.map((type) => weightOf(group, type)))
  return weight === 1 ? size : Math.floor(size / weight + 1e-9)
}

/** vCPU and GiB of one member of a mixed group on average; undefined where it is not mixed or a type is not known. */
export function meanMember(types: InstanceTypes, group: Mixed): Capacity | undefined {
  if (!isMixed(group) || group.memberTypes.length === 0) return undefined
  const own = group.memberTypes.map((type) => types.get(type)?.capacity)
  const cpu = own.map((capacity) => capacity?.cpu ?? Number.NaN)
  const memory = own.map((capacity) => capacity?.memory ?? Number.NaN)
  const found = { cpu: mean(cpu), memory: mean(memory) }
  return Number.isNaN(found.cpu) || Number.isNaN(found.memory) ? undefined : found
}
