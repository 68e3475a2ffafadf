import { describe, expect, test } from 'vitest'
import { reservedCpu, reservedMemoryGib } from '#lib/resources/node-room.ts'

describe('what a node of EKS keeps', () => {
  // kube-reserved of the Amazon EKS AMI: 60, 10, 5, 5 millicores and 2.5 for each further one.
  test.each([
    [1, 60],
    [2, 70],
    [4, 80],
    [8, 90],
    [48, 190],
  ])('of %i vCPU: %i millicores', (vcpu, millicores) => {
    expect(reservedCpu(vcpu) * 1000).toBeCloseTo(millicores, 9)
  })

  test('of memory: 255 MiB, 11 MiB for each of 58 pods, and 100 MiB below which pods are evicted', () => {
    expect(reservedMemoryGib(58) * 1024).toBeCloseTo(255 + 638 + 100, 9)
  })
})
