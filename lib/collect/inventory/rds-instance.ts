import type { Capacity } from '#lib/model/capacity.ts'
import type { Facts } from '#lib/model/resource.ts'
import { isoDay } from '#lib/model/time.ts'
import { supportFacts } from '#lib/resources/extended-support.ts'
import { maxConnections, volumeIops } from '#lib/resources/rds-limits.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { defined } from './ec2-instance.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { ClassReader, FoundDatabase, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'

/** Engines whose instances are members of a cluster with storage of its own. */
const clustered = /^(aurora|docdb|neptune)/

/** RDS database instances on their own storage. */
export const readDatabases: ClassReader = (facts, { nowMs }) =>
  facts.databases
    .filter(({ engine }) => !clustered.test(engine))
    .map((database) => sizedDatabase(facts, { database, day: isoDay(nowMs) }))

type Today = { readonly database: FoundDatabase; readonly day: string }

function sizedDatabase(facts: RegionFacts, { database, day }: Today): SizedResource {
  const identity = identityOf(facts, {
    resourceClass: 'rds-instance',
    nativeId: database.id,
    tags: database.tags,
  })
  const type = facts.types.get(typeName(database.databaseClass))
  const { engine, engineVersion, supportOptedOut: optedOut } = database
  const live = facts.support.engineDates(engine, engineVersion)
  return {
    resource: {
      ...identity,
      arn: database.arn,
      shape: database.databaseClass,
      count: 1,
      zoneCount: database.multiAz ? 2 : 1,
      facts: { ...databaseFacts(database), ...supportFacts({ engine, engineVersion, optedOut, day, live }) },
      ...(database.createdMs === undefined ? {} : { createdMs: database.createdMs }),
    },
    subject: { kind: 'database', id: database.id, configId: database.resourceId },
    today: { shape: database.databaseClass, count: 1, storageGib: database.storageGib },
    capacityOf: (sizing) => databaseCapacity({ types: facts.types, database, sizing }),
    series: resourceSeries({
      resourceClass: 'rds-instance',
      resourceId: identity.id,
      dimensions: { DBInstanceIdentifier: database.id },
      burstable: type?.burstable ?? database.databaseClass.startsWith('db.t'),
      agentMetric: () => undefined,
    }),
  }
}

/** RDS classes run on the EC2 type of their name. */
export const typeName = (databaseClass: string) => databaseClass.replace(/^db\./, '')

function databaseFacts(database: FoundDatabase): Facts {
  return knownFacts({
    engine: database.engine,
    engineVersion: database.engineVersion,
    licenseModel: database.licenseModel,
    multiAz: database.multiAz,
    storageGib: database.storageGib,
    storageGibMax: database.storageGibMax,
    volumeType: database.volumeType,
    iops: provisionedIops(database, database.storageGib),
    throughputMibps: database.throughputMibps,
    maintenanceWindow: database.maintenanceWindow,
    state: database.state,
    zone: database.zone,
    replicaOf: database.replicaOf,
    multiAzCluster: database.clusterId,
  })
}

/** IOPS of the volume: as provisioned, else by the rule of its type. */
function provisionedIops(
  { engine, volumeType, iops, storageGib: today }: FoundDatabase,
  storageGib: number,
): number {
  if (iops !== undefined && storageGib === today) return iops
  return volumeIops({ engine, volumeType, storageGib, nowIops: 0 })
}

type CapacityOptions = {
  readonly types: InstanceTypes
  readonly database: FoundDatabase
  readonly sizing: Sizing
}

function databaseCapacity({ types, database, sizing }: CapacityOptions): Capacity {
  const storage = sizing.storageGib ?? database.storageGib
  const { cpu, memory, iops } = types.get(typeName(sizing.shape ?? ''))?.capacity ?? {}
  const volume = provisionedIops(database, storage) || database.iops
  return defined({
    cpu,
    memory,
    storage,
    connections: memory === undefined ? undefined : maxConnections(database.engine, memory),
    iops: iops === undefined ? volume : Math.min(iops, volume ?? iops),
  })
}
