import type { Capacity } from '#lib/model/capacity.ts'
import type { Facts } from '#lib/model/resource.ts'
import { maxConnections, volumeIops } from '#lib/resources/rds-limits.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { defined } from './ec2-instance.ts'
import { identityOf } from './identity.ts'
import type { ClassReader, FoundDatabase, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'

/** Engines whose instances are members of a cluster with storage of its own. */
const clustered = /^(aurora|docdb|neptune)/

/** RDS database instances on their own storage. */
export const readDatabases: ClassReader = (facts) =>
  facts.databases
    .filter(({ engine }) => !clustered.test(engine))
    .map((database) => sizedDatabase(facts, database))

function sizedDatabase(facts: RegionFacts, database: FoundDatabase): SizedResource {
  const identity = identityOf(facts, {
    resourceClass: 'rds-instance',
    nativeId: database.id,
    tags: database.tags,
  })
  const type = facts.types.get(typeName(database.databaseClass))
  return {
    resource: {
      ...identity,
      arn: database.arn,
      shape: database.databaseClass,
      count: 1,
      zoneCount: database.multiAz ? 2 : 1,
      facts: databaseFacts(database),
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
const typeName = (databaseClass: string) => databaseClass.replace(/^db\./, '')

function databaseFacts(database: FoundDatabase): Facts {
  const facts: Record<string, string | number | boolean | undefined> = {
    engine: database.engine,
    engineVersion: database.engineVersion,
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
  }
  const known = Object.entries(facts).filter((entry): entry is [string, string | number | boolean] => {
    return entry[1] !== undefined
  })
  return Object.fromEntries(known)
}

/** IOPS of the volume: as provisioned, else by the rule of its type. */
function provisionedIops({ volumeType, iops, storageGib: today }: FoundDatabase, storageGib: number): number {
  return iops !== undefined && storageGib === today ? iops : volumeIops(volumeType, storageGib, 0)
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
