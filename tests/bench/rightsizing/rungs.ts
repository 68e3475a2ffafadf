import { instanceTypes } from '#lib/simulate/facts/instance-types.ts'

/** A size that may be bought. */
export type Rung = {
  readonly name: string
  readonly vcpu: number
  /** Absent = memory is not asked for. */
  readonly memoryGib?: number
  readonly hourlyUsd: number
}

export type Mode = 'cpu' | 'ec2'

const families = ['c7i', 'm7i', 'r7i']
const vcpus = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 48, 64]

/** Price proportional to the vCPU, in the dollars of one vCPU of m7i. */
const usdPerVcpu = 0.0504

const cpuRungs: readonly Rung[] = vcpus.map((vcpu) => ({
  name: `m7i.${vcpu}vcpu`,
  vcpu,
  hourlyUsd: vcpu * usdPerVcpu,
}))

/** c7i, m7i and r7i on demand in us-east-1 with the dated prices of the fact table, cheapest first. */
const ec2Rungs: readonly Rung[] = instanceTypes
  .filter(({ family, name }) => families.includes(family) && !name.includes('metal'))
  .map(({ name, vcpu, memoryGib, hourlyUsd }) => ({ name, vcpu, memoryGib, hourlyUsd }))
  .sort((a, b) => a.hourlyUsd - b.hourlyUsd)

export const rungsOf: Readonly<Record<Mode, readonly Rung[]>> = { cpu: cpuRungs, ec2: ec2Rungs }

/** A saturated machine reads a little over its size. */
export const tolerance = 1.02

/** The cheapest rung that covers the needs; the largest where none does. */
export function rungFor(rungs: readonly Rung[], needs: { cpu: number; memory: number }): Rung {
  const found = rungs.find(({ vcpu, memoryGib = Number.POSITIVE_INFINITY }) => {
    return tolerance * vcpu >= needs.cpu - 1e-9 && memoryGib >= needs.memory - 1e-9
  })
  return found ?? (rungs.at(-1) as Rung)
}
