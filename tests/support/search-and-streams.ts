import { dayMs } from '#lib/model/time.ts'
import type { WorldDomain } from '#lib/simulate/world-domain.ts'
import type { WorldKafkaCluster } from '#lib/simulate/world-kafka.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { tinyNowMs } from './tiny-world.ts'

const createdMs = tinyNowMs - 400 * dayMs

export const domains: readonly WorldDomain[] = [
  {
    name: 'products',
    engineVersion: 'OpenSearch_2.17',
    nodeType: 'r6g.xlarge.search',
    nodes: 3,
    zones: 3,
    masters: { nodeType: 'm6g.large.search', count: 3 },
    warm: { nodeType: 'ultrawarm1.medium.search', count: 2 },
    volume: { type: 'gp3', gib: 512, iops: 3000, throughputMibps: 125 },
    createdMs,
    configuredMs: tinyNowMs - 70 * dayMs,
    tags: { team: 'search', env: 'production' },
  },
  // Disks of its own, one zone, a type that DescribeInstanceTypes does not know.
  {
    name: 'logs',
    engineVersion: 'Elasticsearch_7.10',
    nodeType: 'or9.large.search',
    nodes: 1,
    zones: 1,
    createdMs,
    configuredMs: createdMs,
    tags: {},
  },
  ...['a', 'b', 'c', 'd', 'e'].map((letter) => ({
    name: `small-${letter}`,
    engineVersion: 'OpenSearch_2.11',
    nodeType: 't3.small.search',
    nodes: 1,
    zones: 1,
    volume: { type: 'gp3', gib: 10, iops: 3000, throughputMibps: 125 },
    createdMs,
    configuredMs: createdMs,
    tags: {},
  })),
]

const subnets = ['subnet-a', 'subnet-b', 'subnet-c']

export const kafkaClusters: readonly WorldKafkaCluster[] = [
  {
    name: 'events',
    brokers: {
      type: 'kafka.m7g.large',
      count: 3,
      kafkaVersion: '3.7.x',
      volumeGib: 1000,
      iamAccess: true,
    },
    subnets,
    createdMs,
    tags: { team: 'payments' },
  },
  {
    name: 'fast',
    brokers: { type: 'express.m7g.large', count: 3, kafkaVersion: '3.6.0', iamAccess: false },
    subnets,
    createdMs,
    tags: {},
  },
  { name: 'sometimes', subnets, createdMs, tags: {} },
]

export const searchAndStreams: HeldThings = { 'opensearch-domain': domains, 'msk-cluster': kafkaClusters }
