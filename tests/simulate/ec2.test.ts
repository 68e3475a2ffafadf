import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeRegionsCommand,
  DescribeVolumesCommand,
  EC2Client,
  paginateDescribeInstances,
  paginateDescribeInstanceTypes,
} from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instanceTypes } from '#lib/simulate/facts/instance-types.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyWorldWithout } from '#tests/support/tiny-world.ts'

const shop = '444455556666'
let simulator: Simulator
let ec2: EC2Client

beforeAll(async () => {
  simulator = await startTiny({ world: tinyWorldWithout(['ec2:DescribeVolumes']) })
  ec2 = new EC2Client(await assumedClientOf(simulator, shop))
})

afterAll(async () => {
  ec2.destroy()
  await simulator.close()
})

describe('DescribeInstances', () => {
  test('pages through all instances', async () => {
    const ids: string[] = []
    let pages = 0
    for await (const page of paginateDescribeInstances({ client: ec2, pageSize: 5 }, {})) {
      pages++
      for (const reservation of page.Reservations ?? []) {
        for (const instance of reservation.Instances ?? []) ids.push(instance.InstanceId ?? '')
      }
    }
    expect(pages).toBe(3)
    expect(new Set(ids).size).toBe(12)
  })

  test('tells type, state, CPU options, tags and group', async () => {
    const ids = ['i-00000000000000002', 'i-00000000000000003', 'i-0000000000000000a']
    const answer = await ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }))
    const [resized, stopped, member] = answer.Reservations?.map((r) => r.Instances?.[0]) ?? []
    expect(answer.Reservations?.[0]?.OwnerId).toBe(shop)
    expect(resized?.InstanceType).toBe('m7i.large')
    expect(resized?.CpuOptions).toEqual({ CoreCount: 1, ThreadsPerCore: 1 })
    expect(resized?.Tags).toContainEqual({ Key: 'Name', Value: 'web <2> & co' })
    expect(stopped?.State?.Name).toBe('stopped')
    expect(stopped?.Architecture).toBe('arm64')
    expect(member?.Tags).toContainEqual({ Key: 'aws:autoscaling:groupName', Value: 'web' })
    expect(member?.LaunchTime).toBeInstanceOf(Date)
    expect(member?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId).toBe('vol-10')
  })

  test('filters by state and by tag', async () => {
    const running = await ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] }),
    )
    expect(running.Reservations).toHaveLength(11)
    const tagged = await ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'tag:team', Values: ['payments', 'x'] }] }),
    )
    expect(tagged.Reservations).toHaveLength(11)
  })

  test.each([
    ['an unknown instance', { InstanceIds: ['i-123'] }, 'InvalidInstanceID.NotFound'],
    ['an unknown filter', { Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
    ['a page of two', { MaxResults: 2 }, 'InvalidParameterValue'],
    ['a token of nobody', { NextToken: 'abc' }, 'InvalidNextToken'],
  ])('refuses %s', async (_what, input, name) => {
    await expect(ec2.send(new DescribeInstancesCommand(input))).rejects.toMatchObject({ name })
  })

  test('sees nothing in another region', async () => {
    const west = new EC2Client(await assumedClientOf(simulator, shop, 'eu-west-1'))
    const answer = await west.send(new DescribeInstancesCommand({}))
    expect(answer.Reservations ?? []).toHaveLength(0)
    west.destroy()
  })
})

describe('DescribeInstanceTypes', () => {
  test('pages through all types of the fact table', async () => {
    const names: string[] = []
    for await (const page of paginateDescribeInstanceTypes({ client: ec2, pageSize: 100 }, {})) {
      for (const type of page.InstanceTypes ?? []) names.push(type.InstanceType ?? '')
    }
    expect(names).toEqual(instanceTypes.map((fact) => fact.name))
  })

  test('tells the limits of one type', async () => {
    const answer = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['m7i.large'] }))
    const type = answer.InstanceTypes?.[0]
    expect(type?.VCpuInfo?.DefaultVCpus).toBe(2)
    expect(type?.MemoryInfo?.SizeInMiB).toBe(8192)
    expect(type?.ProcessorInfo?.SupportedArchitectures).toEqual(['x86_64'])
    expect(type?.NetworkInfo?.NetworkCards?.[0]?.BaselineBandwidthInGbps).toBeCloseTo(0.781, 3)
    expect(type?.EbsInfo?.EbsOptimizedInfo?.BaselineBandwidthInMbps).toBe(650)
    expect(type?.GpuInfo).toBeUndefined()
  })

  test('tells the GPUs of a GPU type', async () => {
    const fact = instanceTypes.find((candidate) => candidate.gpuCount > 1)
    const answer = await ec2.send(
      new DescribeInstanceTypesCommand({ Filters: [{ Name: 'instance-type', Values: [fact?.name ?? ''] }] }),
    )
    const gpu = answer.InstanceTypes?.[0]?.GpuInfo?.Gpus?.[0]
    expect(gpu?.Count).toBe(fact?.gpuCount)
    expect(((gpu?.MemoryInfo?.SizeInMiB ?? 0) * 2 ** 20) / 1e9).toBeCloseTo(fact?.gpuMemoryGb ?? 0, 2)
  })

  test('refuses a type that does not exist', async () => {
    await expect(
      ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['m9x.large' as 'm7i.large'] })),
    ).rejects.toMatchObject({ name: 'InvalidInstanceType' })
  })
})

test('DescribeRegions lists the regions of the world', async () => {
  const answer = await ec2.send(new DescribeRegionsCommand({}))
  expect(answer.Regions?.map((region) => region.RegionName)).toEqual(['eu-west-1', 'us-east-1'])
})

test('a denied action names itself', async () => {
  const refused = ec2.send(new DescribeVolumesCommand({}))
  await expect(refused).rejects.toMatchObject({ name: 'UnauthorizedOperation' })
  await expect(refused).rejects.toThrow(/not authorized to perform: ec2:DescribeVolumes/)
})
