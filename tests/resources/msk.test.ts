import { describe, expect, test } from 'vitest'
import { mskCluster } from '#lib/resources/msk-cluster.ts'
import { brokersFor, iamConnectionsMax, partitionsMax, runsOnGraviton } from '#lib/resources/msk-limits.ts'
import { shapes } from '#tests/support/catalogue.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

describe('limits of a broker', () => {
  test.each([
    ['kafka.t3.small', 300, 300],
    ['kafka.m5.large', 1000, 3000],
    ['kafka.m7g.xlarge', 1000, 3000],
    ['kafka.m7g.2xlarge', 2000, 3000],
    ['kafka.m5.24xlarge', 4000, 3000],
    ['express.m7g.2xlarge', 2500, 3000],
    ['express.m7g.16xlarge', 20_000, 3000],
  ])('%s: %i partitions, %i connections under IAM', (type, partitions, connections) => {
    expect(partitionsMax(type)).toBe(partitions)
    expect(iamConnectionsMax(type)).toBe(connections)
  })

  test('of a size that no table names there is none', () => {
    expect(partitionsMax('kafka.m9.metal')).toBeUndefined()
    expect(partitionsMax('express.m7g.24xlarge')).toBeUndefined()
  })
})

describe('brokers that a cluster may have', () => {
  const { resource } = sizingInput('msk-cluster')
  const broker = shapes.find(({ name }) => name === 'kafka.m7g.large')
  if (!broker) throw new Error('no broker in the catalogue')

  test.each([
    ['2.6.2', false],
    ['2.8.1', false],
    ['2.8.2', true],
    ['2.8.2.tiered', true],
    ['3.2.0', false],
    ['3.3.1', false],
    ['3.3.2', true],
    ['3.7.x', true],
    ['4.0.x', true],
    ['', false],
  ])('Kafka %s on Graviton: %s', (kafkaVersion, runs) => {
    expect(runsOnGraviton(kafkaVersion)).toBe(runs)
    const m5 = { ...resource, shape: 'kafka.m5.large', facts: { ...resource.facts, kafkaVersion } }
    expect(mskCluster.fits(m5, broker)).toBe(runs)
  })

  test('Standard and Express stay what they are, and no cluster turns burstable', () => {
    expect(mskCluster.fits(resource, { ...broker, name: 'express.m7g.large' })).toBe(false)
    const express = { ...resource, shape: 'express.m7g.xlarge' }
    expect(mskCluster.fits(express, { ...broker, name: 'express.m7g.large' })).toBe(true)
    expect(mskCluster.fits(express, broker)).toBe(false)
    expect(mskCluster.fits(resource, { ...broker, name: 'kafka.t3.small', arch: 'x86_64' })).toBe(false)
  })
})

describe('brokers by throughput, with a zone down', () => {
  test.each([
    // Network (5.7 + 1.5 x 2) x 100 = 870 MiB/s of 150 each: 5.8, two a zone.
    ['network decides', { ingressMibps: 100, fanOut: 2, networkMibps: 150 }, 6],
    // Volumes 6.5 x 100 = 650 of 80 each: 8.1, three a zone.
    ['volumes decide', { ingressMibps: 100, fanOut: 2, networkMibps: 150, storageMibps: 80 }, 9],
    ['without consumers 5.7 times the ingress', { ingressMibps: 100, fanOut: 0, networkMibps: 190 }, 3],
    [
      'and a hair more is a broker more in each zone',
      { ingressMibps: 100.1, fanOut: 0, networkMibps: 190 },
      6,
    ],
    ['never fewer than one a zone', { ingressMibps: 0.1, fanOut: 1, networkMibps: 150 }, 3],
  ] as const)('%s', (_, load, brokers) => {
    expect(brokersFor(load)).toBe(brokers)
  })

  test('are told of a cluster by its busiest hour', () => {
    const input = sizingInput('msk-cluster')
    const own = shapes.find(({ name }) => name === input.resource.shape)
    const signal = (max: number) => ({ min: 0, p50: max / 2, max })
    const context = {
      resource: input.resource,
      shapes: own ? [{ ...own, capacity: { ...own.capacity, network: 1 } }] : [],
      prices: [],
      nowMs: 0,
      signals: { 'bytes-in': signal(10 * 2 ** 20), 'bytes-out': signal(20 * 2 ** 20) },
    }
    const [note] = mskCluster.notes?.(context) ?? []
    expect(note?.title).toBe('Brokers by throughput')
    expect(note?.text).toContain(
      `took ${10 * input.resource.count} MiB/s from producers and gave 2 times as much`,
    )
  })
})
