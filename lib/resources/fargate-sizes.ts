/** A size of a Fargate task; Fargate's GB are of 2^30 bytes. */
export type FargateSize = { readonly vcpu: number; readonly memoryGib: number }

type Range = { readonly from: number; readonly to: number; readonly step: number }

/** Memory that a task may have with each number of vCPUs (Amazon ECS developer guide, "Fargate task sizes", 2026-11). */
const memoryRanges: readonly (readonly [vcpu: number, range: Range])[] = [
  [0.5, { from: 1, to: 4, step: 1 }],
  [1, { from: 2, to: 8, step: 1 }],
  [2, { from: 4, to: 16, step: 1 }],
  [4, { from: 8, to: 30, step: 1 }],
  [8, { from: 16, to: 60, step: 4 }],
  [16, { from: 32, to: 120, step: 8 }],
]

/** Every size that Fargate runs, smallest first. */
export const fargateSizes: readonly FargateSize[] = [
  ...[0.5, 1, 2].map((memoryGib) => ({ vcpu: 0.25, memoryGib })),
  ...memoryRanges.flatMap(([vcpu, { from, to, step }]) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => ({
      vcpu,
      memoryGib: from + i * step,
    })),
  ),
]

/** Name of a task's size: `fargate-1vcpu-2gb`, `fargate-arm-1vcpu-2gb`; `task-...` on instances. */
export function taskShapeName(options: {
  readonly launch: 'fargate' | 'ec2'
  readonly arch: 'x86_64' | 'arm64'
  readonly vcpu: number
  readonly memoryGib: number
}): string {
  const { launch, arch, vcpu, memoryGib } = options
  const kind = launch === 'ec2' ? 'task' : arch === 'arm64' ? 'fargate-arm' : 'fargate'
  return `${kind}-${round(vcpu)}vcpu-${round(memoryGib)}gb`
}

const round = (value: number) => Math.round(value * 1000) / 1000

/** `cpu` and `memory` of the task definition of a size: CPU units of 1/1024 vCPU and MiB. */
export function taskAttributes(shape: string): Readonly<Record<string, number>> {
  const size = /-([\d.]+)vcpu-([\d.]+)gb$/.exec(shape)
  return size ? { cpu: Number(size[1]) * 1024, memory: Number(size[2]) * 1024 } : {}
}
