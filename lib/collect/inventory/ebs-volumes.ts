import { DescribeVolumesCommand } from '@aws-sdk/client-ec2'
import type { Volume } from '#lib/resources/ebs-volumes.ts'
import { distinctBy, readAllPages } from '../pages.ts'
import type { Asking } from './region.ts'

/** Volumes that are attached, by the id of their instance; empty where AWS refuses. */
export async function readAttachedVolumes({
  aws,
  attempt,
}: Pick<Asking, 'aws' | 'attempt'>): Promise<ReadonlyMap<string, readonly Volume[]>> {
  const volumes = await attempt('ec2:DescribeVolumes', () =>
    readAllPages(async (token) => {
      const page = await aws.call('ec2:DescribeVolumes', ({ ec2 }, sending) =>
        ec2.send(new DescribeVolumesCommand({ MaxResults: 500, NextToken: token }), sending),
      )
      return { items: page.Volumes ?? [], next: page.NextToken }
    }),
  )
  const byInstance = new Map<string, Volume[]>()
  const distinct = distinctBy(volumes ?? [], (one) => one.VolumeId)
  for (const { VolumeId, VolumeType, Size, Iops, Throughput, Attachments = [] } of distinct) {
    if (VolumeId === undefined || VolumeType === undefined || Size === undefined) continue
    const volume = {
      id: VolumeId,
      type: VolumeType,
      gib: Size,
      iops: Iops ?? 0,
      throughputMibps: Throughput ?? 0,
    }
    for (const { InstanceId } of Attachments) {
      if (InstanceId !== undefined)
        byInstance.set(InstanceId, [...(byInstance.get(InstanceId) ?? []), volume])
    }
  }
  return byInstance
}
