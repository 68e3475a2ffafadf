import type { Capacity } from './capacity.ts'

/** The service that sells a shape. */
export const shapeServices = [
  'ec2',
  'rds',
  'elasticache',
  'dynamodb',
  'opensearch',
  'msk',
  'sagemaker',
  'redshift',
  'fargate',
] as const
export type ShapeService = (typeof shapeServices)[number]

/**
 * A size one can buy: capacity and price of one member in one region. Storage and group limits of a resource are
 * not part of its shape. `cpuScorePerVcpu` is a measured CoreMark per vCPU (iterations/s), for demand that crosses
 * families; absent = not measured.
 */
export type Shape = {
  readonly name: string
  readonly service: ShapeService
  readonly family: string
  readonly size: string
  readonly arch: 'x86_64' | 'arm64'
  readonly currentGeneration: boolean
  readonly burstable: boolean
  /** vCPU that a burstable shape sustains without spending credits. */
  readonly baselineVcpu?: number
  readonly capacity: Capacity
  /** Of the machine, GiB, where `capacity.memory` is a part of it (the heap of a search node). */
  readonly memoryGib?: number
  readonly gpuModel?: string
  /** Pods that the addresses of an EC2 type's interfaces allow when it is given no prefixes. */
  readonly podsByAddresses?: number
  readonly cpuScorePerVcpu?: number
  readonly cpuScoreDate?: string
}

/** List price on demand of one member. `key` tells engines and deployments apart (`postgres/multi-az`, `linux`). */
export type Price = {
  readonly shape: string
  readonly region: string
  readonly key: string
  readonly hourlyUsd: number
  readonly asOf: string
  /** Not published: taken from the nearest shape. */
  readonly derived?: boolean
}
