import { dayMs } from '#lib/model/time.ts'
import type { World, WorldDatabase } from '#lib/simulate/world.ts'
import type { WorldDbCluster, WorldRedshiftCluster } from '#lib/simulate/world-clusters.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from './tiny-world.ts'

const createdMs = tinyNowMs - 400 * dayMs

function cluster(identifier: string, rest: Partial<WorldDbCluster> = {}): WorldDbCluster {
  return {
    identifier,
    engine: 'aurora-postgresql',
    engineVersion: '16.6',
    storageType: 'aurora',
    writerId: `${identifier}-1`,
    memberIds: [`${identifier}-1`],
    zones: ['us-east-1a'],
    createdMs,
    maintenanceWindow: 'sun:04:00-sun:04:30',
    tags: { team: 'identity' },
    ...rest,
  }
}

const plain = Array.from({ length: 20 }, (_, i) => cluster(`plain-${i}`))

/** A cluster whose reader is smaller than its writer, a serverless one, DocumentDB, one without a writer, and more. */
const clusters: readonly WorldDbCluster[] = [
  cluster('profile', {
    storageType: 'aurora-iopt1',
    memberIds: ['profile-1', 'profile-2', 'profile-3'],
    zones: ['us-east-1a', 'us-east-1b'],
  }),
  cluster('portal', {
    engine: 'aurora-mysql',
    engineVersion: '8.0.mysql_aurora.3.08.0',
    minAcu: 0.5,
    maxAcu: 16,
  }),
  cluster('catalog', { engine: 'docdb', engineVersion: '5.0.0', storageType: 'standard' }),
  cluster('orphan', { writerId: 'nobody', memberIds: [] }),
  ...plain,
]
export const clusterNames: readonly string[] = clusters.map(({ identifier }) => identifier)

const classes: Readonly<Record<string, string>> = {
  'profile-3': 'db.r7g.large',
  'portal-1': 'db.serverless',
  'catalog-1': 'db.r5.large',
}

function member(id: string, of: WorldDbCluster): WorldDatabase {
  return {
    identifier: id,
    databaseClass: classes[id] ?? 'db.r7g.xlarge',
    engine: of.engine,
    engineVersion: of.engineVersion,
    multiAz: false,
    clusterId: of.identifier,
    storageGib: 1,
    volumeType: 'aurora',
    iops: 0,
    throughputMibps: 0,
    zone: id.endsWith('2') ? 'us-east-1b' : 'us-east-1a',
    createdMs,
    maintenanceWindow: of.maintenanceWindow,
    tags: {},
  }
}

const redshift: readonly WorldRedshiftCluster[] = [
  {
    identifier: 'bi',
    nodeType: 'ra3.4xlarge',
    nodes: 2,
    storageGib: 262_144,
    version: '1.0',
    zone: 'us-east-1a',
    createdMs,
    maintenanceWindow: 'sat:05:00-sat:05:30',
    tags: { team: 'data' },
  },
]

const isHome = ({ accountId, region }: { accountId: string; region: string }) =>
  accountId === '444455556666' && region === 'us-east-1'

/** The tiny world with database clusters and a Redshift cluster; `shop` refuses those actions and nothing else. */
export function clusterWorld(deniedActions: readonly string[] = []): World {
  return {
    ...tinyWorld,
    accounts: tinyAccounts.map((account) => ({ ...account, deniedActions })),
    databases: (place) => [
      ...tinyWorld.databases(place),
      ...(isHome(place) ? clusters.flatMap((one) => one.memberIds.map((id) => member(id, one))) : []),
    ],
    things: (place, kind) => {
      const held = isHome(place) ? { 'db-cluster': clusters, 'redshift-cluster': redshift } : {}
      return Reflect.get(held, kind) ?? []
    },
  }
}
