import { DescribeClusterVersionsCommand } from '@aws-sdk/client-eks'
import {
  type DBMajorEngineVersion,
  DescribeDBMajorEngineVersionsCommand,
  type SupportedEngineLifecycle,
} from '@aws-sdk/client-rds'
import { isoDay } from '#lib/model/time.ts'
import type { EksSupportDates } from '#lib/resources/eks-versions.ts'
import { majorVersion } from '#lib/resources/extended-support.ts'
import type { SupportDates } from '#lib/resources/rds-support.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import type { Attempt } from './region.ts'

/** How long AWS supports engines and Kubernetes, as it says itself. */
export type SupportCalendar = {
  /** Of an engine and its version; undefined where AWS does not tell: then our table does. */
  readonly engineDates: (engine: string, engineVersion: string) => SupportDates | undefined
  readonly kubernetesDates: (version: string) => EksSupportDates | undefined
}

/** What is told from a table where AWS refuses it: a refusal hides no resource. */
export const supportActions: readonly Action[] = [
  'rds:DescribeDBMajorEngineVersions',
  'eks:DescribeClusterVersions',
]

/** Asks for the dates of what there is: engines where there are databases, Kubernetes where there are clusters. */
export async function readSupportCalendar(
  aws: RegionAws,
  asked: { readonly attempt: Attempt; readonly databases: boolean; readonly clusters: boolean },
): Promise<SupportCalendar> {
  const { attempt, databases, clusters } = asked
  const [engines, kubernetes] = await Promise.all([
    databases ? attempt('rds:DescribeDBMajorEngineVersions', () => readEngines(aws)) : undefined,
    clusters ? attempt('eks:DescribeClusterVersions', () => readKubernetes(aws)) : undefined,
  ])
  return {
    engineDates: (engine, version) => engines?.get(`${engine} ${majorVersion(engine, version)}`),
    kubernetesDates: (version) => kubernetes?.get(version),
  }
}

async function readEngines(aws: RegionAws): Promise<ReadonlyMap<string, SupportDates>> {
  const versions = await readAllPages(async (token) => {
    const page = await aws.call('rds:DescribeDBMajorEngineVersions', ({ rds }, sending) =>
      rds.send(new DescribeDBMajorEngineVersionsCommand({ MaxRecords: 100, Marker: token }), sending),
    )
    return { items: page.DBMajorEngineVersions ?? [], next: page.Marker }
  })
  return new Map(versions.flatMap(engineEntry))
}

function engineEntry(version: DBMajorEngineVersion): readonly (readonly [string, SupportDates])[] {
  const { Engine, MajorEngineVersion, SupportedEngineLifecycles: lifecycles = [] } = version
  const standardEndsOn = dayOf(lifecycleOf(lifecycles, 'standard')?.LifecycleSupportEndDate)
  if (standardEndsOn === undefined) return []
  const extended = lifecycleOf(lifecycles, 'extended')
  const chargedFrom = dayOf(extended?.LifecycleSupportStartDate)
  const extendedEndsOn = dayOf(extended?.LifecycleSupportEndDate)
  const dates = {
    standardEndsOn,
    ...(chargedFrom === undefined ? {} : { chargedFrom }),
    ...(extendedEndsOn === undefined ? {} : { extendedEndsOn }),
  }
  return [[`${Engine} ${MajorEngineVersion}`, dates]]
}

const lifecycleOf = (lifecycles: readonly SupportedEngineLifecycle[], kind: 'standard' | 'extended') =>
  lifecycles.find(({ LifecycleSupportName: name }) => name === `open-source-rds-${kind}-support`)

async function readKubernetes(aws: RegionAws): Promise<ReadonlyMap<string, EksSupportDates>> {
  const versions = await readAllPages(async (nextToken) => {
    const page = await aws.call('eks:DescribeClusterVersions', ({ eks }, sending) =>
      eks.send(new DescribeClusterVersionsCommand({ includeAll: true, maxResults: 100, nextToken }), sending),
    )
    return { items: page.clusterVersions ?? [], next: page.nextToken }
  })
  return new Map(
    versions.flatMap(({ clusterVersion, endOfStandardSupportDate, endOfExtendedSupportDate }) => {
      const supportEndsOn = dayOf(endOfStandardSupportDate)
      const extendedSupportEndsOn = dayOf(endOfExtendedSupportDate)
      if (clusterVersion === undefined || supportEndsOn === undefined) return []
      const dates = {
        supportEndsOn,
        ...(extendedSupportEndsOn === undefined ? {} : { extendedSupportEndsOn }),
      }
      return [[clusterVersion, dates] as const]
    }),
  )
}

/** A date that is none is not told. */
const dayOf = (date: Date | undefined) =>
  date === undefined || Number.isNaN(date.getTime()) ? undefined : isoDay(date.getTime())
