/**
 * Dollars an hour of Fargate for Linux in us-east-1, per vCPU and per GB of memory, without Spot: AWS price list for
 * AmazonECS, as copied into public test fixtures in 2026-08; unchanged since 2019 (x86) and 2021 (ARM).
 */
export const fargatePrices = [
  { arch: 'x86_64', vcpuHourUsd: 0.04048, gbHourUsd: 0.004445 },
  { arch: 'arm64', vcpuHourUsd: 0.03238, gbHourUsd: 0.00356 },
] as const

export const fargatePriceDate = '2026-08-01'

/** Dollars an hour of one task. */
export function fargateHourlyUsd(arch: 'x86_64' | 'arm64', vcpu: number, gib: number): number {
  const price = fargatePrices.find((one) => one.arch === arch) ?? fargatePrices[0]
  return vcpu * price.vcpuHourUsd + gib * price.gbHourUsd
}
