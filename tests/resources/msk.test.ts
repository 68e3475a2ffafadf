import { describe, expect, test } from 'vitest'
import { mskCluster } from '#lib/resources/msk-cluster.ts'
import { iamConnectionsMax, partitionsMax, runsOnGraviton } from '#lib/resources/msk-limits.ts'
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
