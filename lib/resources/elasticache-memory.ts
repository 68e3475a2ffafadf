import { bytesPerGib } from '#lib/model/units.ts'

/**
 * `maxmemory` of one node in bytes by family and size, which no operation tells for all types (ElastiCache User Guide,
 * "Valkey and Redis OSS parameters: node-type specific parameters", read 2026-11). Families of one row are equal.
 */
const maxmemoryBytes: readonly (readonly [
  families: readonly string[],
  sizes: Readonly<Record<string, number>>,
])[] = [
  [['t3', 't4g'], { micro: 536_870_912, small: 1_471_026_299, medium: 3_317_862_236 }],
  [
    ['m5', 'm6g', 'm7g'],
    {
      large: 6_854_542_746,
      xlarge: 13_891_921_715,
      '2xlarge': 27_966_669_210,
      '4xlarge': 56_116_178_125,
      '8xlarge': 111_325_552_312,
      '12xlarge': 168_715_971_994,
      '16xlarge': 225_000_375_228,
      '24xlarge': 337_500_562_842,
    },
  ],
  [
    ['r5', 'r6g', 'r6gd', 'r7g'],
    {
      large: 14_037_181_030,
      xlarge: 28_261_849_702,
      '2xlarge': 56_711_183_565,
      '4xlarge': 113_609_865_216,
      '8xlarge': 225_000_375_228,
      '12xlarge': 341_206_346_547,
      '16xlarge': 450_000_750_456,
      '24xlarge': 682_485_973_811,
    },
  ],
  [
    ['r8g'],
    {
      large: 15_222_495_510,
      xlarge: 31_866_224_640,
      '2xlarge': 65_856_864_256,
      '4xlarge': 133_838_143_488,
      '8xlarge': 269_800_701_952,
      '12xlarge': 405_763_260_416,
      '16xlarge': 541_725_818_880,
    },
  ],
  [
    ['m8g'],
    {
      large: 7_294_178_820,
      xlarge: 15_222_495_510,
      '2xlarge': 31_866_224_640,
      '4xlarge': 65_856_864_256,
      '8xlarge': 133_838_143_488,
      '12xlarge': 201_819_422_720,
      '16xlarge': 269_800_701_952,
    },
  ],
  [
    ['c7gn'],
    {
      large: 3_317_862_236,
      xlarge: 6_854_542_746,
      '2xlarge': 13_891_921_715,
      '4xlarge': 27_966_669_210,
      '8xlarge': 56_116_178_125,
      '12xlarge': 84_357_985_997,
      '16xlarge': 113_609_865_216,
    },
  ],
]

/** A cache that evicts on at least half of the last 14 days does so in the ordinary course. */
const livesWithDays = 7

/** Share of `maxmemory` that is kept free of data by default, percent (parameter `reserved-memory-percent`). */
export const reservedPercentDefault = 25

/** `maxmemory` of one node of that type (`cache.r7g.large`), GiB; undefined for types that are not listed. */
export function nodeMemoryGib(nodeType: string): number | undefined {
  const [, family = '', size = ''] = nodeType.split('.')
  const bytes = maxmemoryBytes.find(([families]) => families.includes(family))?.[1][size]
  return bytes === undefined ? undefined : bytes / bytesPerGib
}

/** Sizes of one family differ by a factor of two; what is measured is a few percent off. */
const memoryTolerance = 0.1

/** Whether two amounts of memory are those of one node type. */
export function isSameMemory(a: number, b: number): boolean {
  return Math.abs(a / b - 1) <= memoryTolerance
}

/** The node type with that `maxmemory`, of the family of `like` if it has one; undefined where none is near. */
export function nodeTypeWith(memoryGib: number, like: string): string | undefined {
  const own = like.split('.')[1] ?? ''
  const all = maxmemoryBytes.flatMap(([families, sizes]) =>
    families.flatMap((family) =>
      Object.entries(sizes).map(([size, bytes]) => ({ family, size, gib: bytes / bytesPerGib })),
    ),
  )
  const near = all.filter(({ gib }) => isSameMemory(memoryGib, gib))
  const found = near.find(({ family }) => family === own) ?? near[0]
  return found && `cache.${found.family}.${found.size}`
}

/** Memory for data of one node, GiB: what is not reserved for backups, failover and fragmentation. */
export function usableMemoryGib(memoryGib: number, reservedPercent: number): number {
  return memoryGib * (1 - reservedPercent / 100)
}

/**
 * Whether a full memory is what this cache is made for. With `allkeys-*` any key may be evicted, and memcached always
 * evicts; data tiering moves what is cold to disk. With `noeviction` writes fail when memory is full. With `volatile-*`
 * only keys with a time to live are evicted: where that happens day by day it is a cache that lives with it; where it
 * never does, writes will fail once memory is full, and memory is a need.
 */
export function fillsMemory(cache: {
  readonly engine: string
  readonly maxmemoryPolicy?: string | undefined
  readonly dataTiering?: boolean
  /** Of the last 14 days those on which keys were evicted. */
  readonly evictingDays?: number | undefined
}): boolean {
  if (cache.engine === 'memcached' || cache.dataTiering === true) return true
  const { maxmemoryPolicy: policy = '', evictingDays = 0 } = cache
  return policy.startsWith('allkeys-') || (policy.startsWith('volatile-') && evictingDays >= livesWithDays)
}
