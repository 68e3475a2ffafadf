import { bytesPerGib } from '#lib/model/units.ts'

/** Most connections that Aurora MySQL can be set to (Aurora User Guide, "Maximum connections"). */
const mysqlCeiling = 16_000

/** Default `max_connections` of an Aurora PostgreSQL instance has this end. */
const postgresCeiling = 5000

/**
 * Default `max_connections` of one Aurora instance. PostgreSQL: LEAST(bytes / 9531392, 5000). MySQL: the published
 * table, which is 1,000 for 16 GiB and 1,000 more with every doubling, rounded to whole thousands (384 GiB 6,000), and
 * 45 x log2(GiB) for burstable sizes (Aurora User Guide, "Maximum connections to an Aurora MySQL DB instance"). Undefined for other engines.
 */
export function auroraConnections(engine: string, memoryGib: number): number | undefined {
  if (engine === 'aurora-postgresql') {
    return Math.min(Math.floor((memoryGib * bytesPerGib) / 9_531_392), postgresCeiling)
  }
  if (engine !== 'aurora-mysql' && engine !== 'aurora') return undefined
  const large = 1000 * Math.round(Math.log2(memoryGib / 8))
  return Math.min(Math.floor(Math.max(large, 45 * Math.log2(memoryGib))), mysqlCeiling)
}

const sizes: readonly string[] = [
  'large',
  'xlarge',
  '2xlarge',
  '4xlarge',
  '8xlarge',
  '12xlarge',
  '16xlarge',
  '24xlarge',
  '32xlarge',
  '48xlarge',
]

type LocalStorage = {
  /** GiB by family and the sizes above; NaN = not offered. */
  readonly byFamily: Readonly<Record<string, readonly number[]>>
  readonly medium: Readonly<Record<string, number>>
}

const postgres: LocalStorage = {
  byFamily: {
    r5: [31, 62, 124, 249, 504, 748, 1008, 1500],
    r6g: [32, 63, 126, 252, 504, 756, 1008],
    r6i: [31, 62, 124, 249, 504, 748, 1008, 1500, 1829],
    r7g: [32, 63, 126, 252, 504, 756, 1008],
    r7i: [31, 62, 124, 249, 504, 748, 1008, 1500, Number.NaN, 3072],
    r8g: [31, 63, 125, 250, 499, 749, 998, 1536, Number.NaN, 3072],
    x2g: [67, 134, 268, 535, 1071, 1606, 1829],
    t3: [16],
    t4g: [16.5],
  },
  medium: { t3: 7.5, t4g: 8.13 },
}

/** Listed to r6g; newer families of memory-optimized instances are taken to have what those of their size have. */
const mysqlLarge = [32, 80, 160, 320, 640, 960, 1280, 1920]
const mysql: LocalStorage = {
  byFamily: {
    r5: mysqlLarge,
    r6g: mysqlLarge,
    r6i: mysqlLarge,
    r7g: mysqlLarge,
    r7i: mysqlLarge,
    r8g: mysqlLarge,
    x2g: [40, ...mysqlLarge.slice(1)],
    t3: [32],
    t4g: [32],
  },
  medium: { t3: 32, t4g: 32 },
}

/**
 * Local storage of one Aurora instance for temporary files, GiB: Aurora User Guide, "Temporary storage limits" of each
 * engine (read 2026-11). Undefined for a class that is not published there.
 */
export function localStorageGib(engine: string, databaseClass: string): number | undefined {
  const { byFamily, medium } = engine === 'aurora-postgresql' ? postgres : mysql
  const [, family = '', size = ''] = databaseClass.split('.')
  const gib = size === 'medium' ? medium[family] : byFamily[family]?.[sizes.indexOf(size)]
  return gib === undefined || Number.isNaN(gib) ? undefined : gib
}
