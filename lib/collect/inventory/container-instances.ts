import {
  type ContainerInstance,
  DescribeContainerInstancesCommand,
  type Resource as EcsResource,
  ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs'
import { readAllPages } from '../pages.ts'
import { chunked } from './ecs.ts'
import type { Asking } from './region.ts'

/** An instance as its cluster sees it: what the agent registered, and what no task has reserved. */
export type FoundContainerInstance = {
  readonly provider: string
  readonly registeredVcpu: number
  readonly registeredGib: number
  readonly remainingVcpu: number
  readonly remainingGib: number
}

/** Registered instances of one cluster; what cannot be read is named and left out. */
export async function readContainerInstances(
  { aws, attempt }: Asking,
  cluster: string,
): Promise<FoundContainerInstance[]> {
  const arns = await attempt('ecs:ListContainerInstances', () =>
    readAllPages(async (nextToken) => {
      const page = await aws.call('ecs:ListContainerInstances', ({ ecs }, sending) =>
        ecs.send(new ListContainerInstancesCommand({ cluster, maxResults: 100, nextToken }), sending),
      )
      return { items: page.containerInstanceArns ?? [], next: page.nextToken }
    }),
  )
  const pages = await Promise.all(
    chunked(arns ?? [], 100).map((containerInstances) =>
      attempt('ecs:DescribeContainerInstances', () =>
        aws.call('ecs:DescribeContainerInstances', ({ ecs }, sending) =>
          ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances }), sending),
        ),
      ),
    ),
  )
  return pages.flatMap((page) => page?.containerInstances ?? []).flatMap(foundInstance)
}

const unitsPerVcpu = 1024
const mibPerGib = 1024

function foundInstance(instance: ContainerInstance): FoundContainerInstance[] {
  const provider = instance.capacityProviderName
  const registered = amounts(instance.registeredResources)
  const remaining = amounts(instance.remainingResources)
  if (provider === undefined || !registered || !remaining) return []
  return [
    {
      provider,
      registeredVcpu: registered.units / unitsPerVcpu,
      registeredGib: registered.mib / mibPerGib,
      remainingVcpu: remaining.units / unitsPerVcpu,
      remainingGib: remaining.mib / mibPerGib,
    },
  ]
}

function amounts(resources: readonly EcsResource[] = []): { units: number; mib: number } | undefined {
  const of = (wanted: string) => resources.find(({ name }) => name === wanted)?.integerValue
  const [units, mib] = [of('CPU'), of('MEMORY')]
  return units === undefined || mib === undefined ? undefined : { units, mib }
}
