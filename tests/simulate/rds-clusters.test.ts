import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds'
import { DescribeClustersCommand, RedshiftClient } from '@aws-sdk/client-redshift'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { clusterNames, clusterWorld } from '#tests/support/cluster-world.ts'
import { startTiny } from '#tests/support/simulator.ts'

let simulator: Simulator
let rds: RDSClient
let redshift: RedshiftClient

beforeAll(async () => {
  simulator = await startTiny({ world: clusterWorld() })
  const settings = await assumedClientOf(simulator, '444455556666')
  rds = new RDSClient(settings)
  redshift = new RedshiftClient(settings)
})

afterAll(async () => {
  rds.destroy()
  redshift.destroy()
  await simulator.close()
})

describe('DescribeDBClusters', () => {
  test('tells members, writer, storage mode and scaling', async () => {
    const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({}))
    const [profile, portal, catalog] = DBClusters
    expect(profile).toMatchObject({
      DBClusterIdentifier: 'profile',
      DBClusterArn: 'arn:aws:rds:us-east-1:444455556666:cluster:profile',
      Engine: 'aurora-postgresql',
      EngineVersion: '16.6',
      StorageType: 'aurora-iopt1',
      DBClusterMembers: [
        { DBInstanceIdentifier: 'profile-1', IsClusterWriter: true, PromotionTier: 0 },
        { DBInstanceIdentifier: 'profile-2', IsClusterWriter: false, PromotionTier: 1 },
        { DBInstanceIdentifier: 'profile-3', IsClusterWriter: false, PromotionTier: 1 },
      ],
      TagList: [{ Key: 'team', Value: 'identity' }],
    })
    expect(profile?.ClusterCreateTime).toBeInstanceOf(Date)
    expect(portal?.ServerlessV2ScalingConfiguration).toMatchObject({ MinCapacity: 0.5, MaxCapacity: 16 })
    expect(portal?.StorageType).toBeUndefined()
    expect(catalog?.Engine).toBe('docdb')
  })

  test('pages, and refuses an unknown cluster and a foreign marker', async () => {
    const first = await rds.send(new DescribeDBClustersCommand({ MaxRecords: 20 }))
    expect(first.DBClusters).toHaveLength(20)
    const rest = await rds.send(new DescribeDBClustersCommand({ MaxRecords: 20, Marker: first.Marker }))
    const names = [...(first.DBClusters ?? []), ...(rest.DBClusters ?? [])].map(
      ({ DBClusterIdentifier }) => DBClusterIdentifier,
    )
    expect(names).toEqual(clusterNames)
    expect(rest.Marker).toBeUndefined()
    const unknown = new DescribeDBClustersCommand({ DBClusterIdentifier: 'nope' })
    await expect(rds.send(unknown)).rejects.toMatchObject({ name: 'DBClusterNotFoundFault' })
    const foreign = new DescribeDBClustersCommand({ Marker: 'nonsense' })
    await expect(rds.send(foreign)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })

  test('its instances name it', async () => {
    const { DBInstances = [] } = await rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'profile-2' }),
    )
    expect(DBInstances[0]).toMatchObject({ DBClusterIdentifier: 'profile', Engine: 'aurora-postgresql' })
  })
})

describe('Redshift DescribeClusters', () => {
  test('tells nodes, storage and tags', async () => {
    const { Clusters = [] } = await redshift.send(new DescribeClustersCommand({}))
    expect(Clusters[0]).toMatchObject({
      ClusterIdentifier: 'bi',
      NodeType: 'ra3.4xlarge',
      NumberOfNodes: 2,
      TotalStorageCapacityInMegaBytes: 262_144 * 1024,
      Tags: [{ Key: 'team', Value: 'data' }],
    })
    const unknown = new DescribeClustersCommand({ ClusterIdentifier: 'nope' })
    await expect(redshift.send(unknown)).rejects.toMatchObject({ name: 'ClusterNotFoundFault' })
  })

  test('is denied where the account refuses it', async () => {
    const refusing = await startTiny({ world: clusterWorld(['redshift:DescribeClusters']) })
    const client = new RedshiftClient(await assumedClientOf(refusing, '444455556666'))
    await expect(client.send(new DescribeClustersCommand({}))).rejects.toThrow(
      /not authorized to perform: redshift:DescribeClusters/,
    )
    client.destroy()
    await refusing.close()
  })
})
