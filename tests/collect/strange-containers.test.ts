import { afterEach, describe, expect, test } from 'vitest'
import type { Aws } from '#lib/collect/aws.ts'
import { readEcs } from '#lib/collect/inventory/ecs.ts'
import type { Asking, RegionFacts } from '#lib/collect/inventory/region.ts'
import { readEndpoints } from '#lib/collect/inventory/sagemaker-endpoint.ts'
import { openHastyAws } from './open.ts'
import { openScripted, type Scripted } from './scripted.ts'

let scripted: Scripted | undefined
let aws: Aws | undefined
afterEach(async () => {
  aws?.close()
  await scripted?.close()
})

type Input = Readonly<Record<string, unknown>>

/** An endpoint whose answers AWS should never give, by what the request holds. */
async function regionOf(answer: (input: Input) => unknown) {
  scripted = await openScripted((asked) => answer(asked as unknown as Input))
  aws = openHastyAws()
  const account = { id: '444455556666', name: 'shop', regions: ['us-east-1'], payer: false }
  return aws.at({ account, region: 'us-east-1' })
}

const arn = (rest: string) => `arn:aws:ecs:us-east-1:444455556666:${rest}`

describe('ECS', () => {
  test('a service without a cluster is counted and named; the others stand', async () => {
    const region = await regionOf((input) => {
      if ('clusters' in input) return { clusters: [{ clusterName: 'main', status: 'ACTIVE' }] }
      if ('services' in input) {
        const whole = {
          serviceName: 'web',
          serviceArn: arn('service/main/web'),
          clusterArn: arn('cluster/main'),
        }
        const [status, taskDefinition] = ['ACTIVE', arn('task-definition/web:1')]
        return {
          services: [
            { ...whole, status, taskDefinition },
            { serviceName: 'odd', status },
          ],
        }
      }
      if ('taskDefinition' in input) return { taskDefinition: { cpu: '256', memory: '512' } }
      if ('cluster' in input) return { serviceArns: ['a', 'b'] }
      return { clusterArns: [arn('cluster/main')] }
    })
    const { services, failures } = await readEcs(region)
    expect(services.map(({ name, task }) => [name, task?.vcpu, task?.memoryGib])).toEqual([
      ['web', 0.25, 0.5],
    ])
    expect(failures.map(({ action, error }) => [action, String(error)])).toEqual([
      ['ecs:DescribeServices', 'Error: 1 described service has no name, ARN or cluster'],
    ])
  })

  test('a listing that repeats its token ends and is named', async () => {
    const region = await regionOf(() => ({ clusterArns: [arn('cluster/main')], nextToken: 'same' }))
    const { clusters, failures } = await readEcs(region)
    expect(clusters).toEqual([])
    expect(failures.map(({ action }) => action)).toEqual(['ecs:ListClusters'])
  })
})

describe('SageMaker', () => {
  const nothing = { types: new Map(), accountId: '444455556666', region: 'us-east-1' }
  const facts = { ...nothing, ownerOf: () => ({ serviceTier: 'tier-2' }) } as unknown as RegionFacts

  test('a serverless variant is nobody to size, one without a type is named', async () => {
    const region = await regionOf((input) => {
      if ('EndpointConfigName' in input)
        return {
          ProductionVariants: [
            { VariantName: 'serverless', ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
            { VariantName: 'pools', InstancePools: [] },
          ],
        }
      if ('EndpointName' in input)
        return { EndpointName: 'mixed', EndpointConfigName: 'mixed-config', EndpointStatus: 'InService' }
      if ('ResourceArn' in input) return { Tags: [] }
      if ('ServiceNamespace' in input) return { ScalableTargets: [], ScalingPolicies: [] }
      return { Endpoints: [{ EndpointName: 'mixed', EndpointArn: 'arn:mixed' }] }
    })
    const problems: string[] = []
    const attempt: Asking['attempt'] = async (_action, read) => {
      try {
        return await read()
      } catch (error) {
        problems.push(String(error))
        return undefined
      }
    }
    expect(await readEndpoints(facts, { aws: region, attempt, nowMs: 0 })).toEqual([])
    expect(problems).toEqual([
      'Error: variant pools of endpoint mixed was described without one instance type',
    ])
  })
})
