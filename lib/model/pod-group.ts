import type { KubernetesPod } from './kubernetes-snapshot.ts'

/** So many pods that ask for the same: cores, GiB (2^30 bytes) and GPUs. `ownAddress`: not on the node's network. */
export type PodGroup = {
  readonly count: number
  readonly cpu: number
  readonly memoryGib: number
  /** Of one node; absent = none. */
  readonly gpu?: number
  readonly ownAddress: boolean
}

/** Requests in thousandths, rounded up: what does not fit must not seem to. */
const thousandths = (value: number) => Math.max(0, Math.ceil(value * 1000 - 1e-6)) / 1000

const keyOf = ({ cpu, memoryGib, gpu, ownAddress }: Omit<PodGroup, 'count'>) =>
  `${cpu}/${memoryGib}${gpu === undefined ? '' : ` gpu${gpu}`}${ownAddress ? '' : ' host'}`

/** Pods with the same requests together, the largest first. */
export function groupPods(pods: readonly KubernetesPod[]): readonly PodGroup[] {
  const groups = new Map<string, PodGroup>()
  for (const { requests, hostNetwork } of pods) {
    const one = {
      cpu: thousandths(requests.cpu),
      memoryGib: thousandths(requests.memoryGib),
      ...(requests.gpu > 0 ? { gpu: requests.gpu } : {}),
      ownAddress: !hostNetwork,
    }
    const key = keyOf(one)
    groups.set(key, { ...one, count: (groups.get(key)?.count ?? 0) + 1 })
  }
  return [...groups.values()].sort(
    (a, b) =>
      (b.gpu ?? 0) - (a.gpu ?? 0) ||
      b.cpu - a.cpu ||
      b.memoryGib - a.memoryGib ||
      Number(a.ownAddress) - Number(b.ownAddress),
  )
}

/** `24 × 0.5/1, 2 × 8/60 gpu4, 3 × 0.1/0.063 host`: count, vCPU, GiB and GPUs of each group. */
export function podGroupsText(groups: readonly PodGroup[]): string {
  return groups.map((group) => `${group.count} × ${keyOf(group)}`).join(', ')
}

/** The groups behind such a text; parts that are none are left out. */
export function parsePodGroups(text: string): readonly PodGroup[] {
  return text.split(', ').flatMap((part) => {
    const found = /^(\d+) × ([\d.]+)\/([\d.]+)(?: gpu(\d+))?( host)?$/.exec(part)
    if (found === null) return []
    const [, count, cpu, memoryGib, gpu, host] = found
    return [
      {
        count: Number(count),
        cpu: Number(cpu),
        memoryGib: Number(memoryGib),
        ...(gpu === undefined ? {} : { gpu: Number(gpu) }),
        ownAddress: host === undefined,
      },
    ]
  })
}
