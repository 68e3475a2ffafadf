import type { Price, Shape } from '#lib/model/shape.ts'

/** Nodes of Redis OSS, list prices of 2026-10-02: memory is maxmemory, network the EC2 baseline, CoreMark per vCPU. */
const nodeFacts: readonly (readonly [
  size: string,
  family: string,
  vcpu: number,
  memoryGib: number,
  networkGbps: number,
  hourlyUsd: number,
])[] = [
  ['large', 'cache.r7g', 2, 13.07, 0.937, 0.219],
  ['xlarge', 'cache.r7g', 4, 26.32, 1.876, 0.437],
  ['2xlarge', 'cache.r7g', 8, 52.82, 3.75, 0.873],
  ['large', 'cache.m7g', 2, 6.38, 0.937, 0.158],
]

export const cacheShapes: readonly Shape[] = nodeFacts.map(([size, family, cpu, memory, network]) => ({
  name: `${family}.${size}`,
  service: 'elasticache',
  family,
  size,
  arch: 'arm64',
  currentGeneration: true,
  burstable: false,
  capacity: { cpu, memory, network },
  cpuScorePerVcpu: 25_725,
  cpuScoreDate: '2025-12-10',
}))

export const cachePrices: readonly Price[] = nodeFacts.map(([size, family, , , , hourlyUsd]) => ({
  shape: `${family}.${size}`,
  region: 'us-east-1',
  key: 'redis',
  hourlyUsd,
  asOf: '2026-10-02',
}))
