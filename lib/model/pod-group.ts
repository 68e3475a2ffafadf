import type { KubernetesPod } from './kubernetes-snapshot.ts'

/** So many pods that ask for the same: cores and GiB (2^30 bytes). `ownAddress`: not on the node's network. */
export type PodGroup = {
  readonly count: number
  readonly cpu: number
  readonly memoryGib: number
  readonly ownAddress: boolean
}

/** Requests in thousandths, rounded up: what does not fit must not seem to. */
const thousandths = (value: number) => Math.max(0, Math.ceil(value * 1000 - 1e-6)) / 1000

const keyOf = ({ cpu, memoryGib, ownAddress }: Omit<PodGroup, 'count'>) =>
  `${cpu}/${memoryGib}${ownAddress ? '' : ' host'}`

/** Pods with the same requests together, the largest first. */
export function groupPods(pods: readonly KubernetesPod[]): readonly PodGroup[] {
  const groups = new Map<string, PodGroup>()
  for (const { requests, hostNetwork } of pods) {
    const one = {
      cpu: thousandths(requests.cpu),
      memoryGib: thousandths(requests.memoryGib),
      ownAddress: !hostNetwork,
    }
    const key = keyOf(one)
    groups.set(key, { ...one, count: (groups.get(key)?.count ?? 0) + 1 })
  }
  return [...groups.values()].sort(
    (a, b) => b.cpu - a.cpu || b.memoryGib - a.memoryGib || Number(a.ownAddress) - Number(b.ownAddress),
  )
}

/** `24 × 0.5/1, 3 × 0.1/0.063 host`: count, vCPU and GiB of each group. */
export function podGroupsText(groups: readonly PodGroup[]): string {
  return groups.map((group) => `${group.count} × ${keyOf(group)}`).join(', ')
}

/** The groups behind such a text; parts that are none are left out. */
export function parsePodGroups(text: string): readonly PodGroup[] {
  return text.split(', ').flatMap((part) => {
    const found = /^(\d+) × ([\d.]+)\/([\d.]+)( host)?$/.exec(part)
    if (found === null) return []
    const [, count, cpu, memoryGib, host] = found
    return [
      {
        count: Number(count),
        cpu: Number(cpu),
        memoryGib: Number(memoryGib),
        ownAddress: host === undefined,
      },
    ]
  })
}
