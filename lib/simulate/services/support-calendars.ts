import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import { eksSupport, eksVersions } from '#lib/resources/eks-versions.ts'
import { type SupportDates, supportDates } from '#lib/resources/rds-support.ts'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { intParam } from '../wire/params.ts'
import type { XmlObject } from '../wire/xml.ts'
import { queryPage } from './query-page.ts'

/** DescribeDBMajorEngineVersions: of every engine with dates, or of one; pages of 20 to 100. */
export function describeDbMajorEngineVersions(call: Call): Answer {
  const [engine, major] = [call.params.get('Engine'), call.params.get('MajorEngineVersion')]
  const wanted = Object.entries(supportDates).flatMap(([name, versions]) =>
    Object.entries(versions)
      .filter(([version]) => (engine ?? name) === name && (major ?? version) === version)
      .map(([version, dates]) => versionElement({ engine: name, version, dates })),
  )
  const options = { kind: 'DescribeDBMajorEngineVersions', tokenName: 'Marker', min: 20, max: 100, size: 100 }
  const page = pageOf(wanted, queryPage(call.params, options))
  return xml({ DBMajorEngineVersions: { DBMajorEngineVersion: page.items }, Marker: page.next })
}

type Version = { readonly engine: string; readonly version: string; readonly dates: SupportDates }

function versionElement({ engine, version, dates }: Version): XmlObject {
  const { standardEndsOn, chargedFrom, extendedEndsOn } = dates
  const nextDay = isoDay(dayStart(standardEndsOn) + dayMs)
  const standard = lifecycle('standard', '2018-01-01', standardEndsOn)
  // Three years, where the simulated AWS has no other end.
  const end = extendedEndsOn ?? `${Number(standardEndsOn.slice(0, 4)) + 3}${standardEndsOn.slice(4, 8)}28`
  const extended = chargedFrom === undefined ? [] : [lifecycle('extended', nextDay, end)]
  return {
    Engine: engine,
    MajorEngineVersion: version,
    SupportedEngineLifecycles: { SupportedEngineLifecycle: [standard, ...extended] },
  }
}

const lifecycle = (kind: string, from: string, to: string): XmlObject => ({
  LifecycleSupportName: `open-source-rds-${kind}-support`,
  LifecycleSupportStartDate: `${from}T00:00:00Z`,
  LifecycleSupportEndDate: `${to}T23:59:59.999Z`,
})

/** DescribeClusterVersions of EKS: those that are supported, or all of them with `includeAll`; pages of 1 to 100. */
export function describeClusterVersions(call: Call): Answer {
  const all = eksVersions.map((version) => versionInformation(version, call.nowMs))
  const wanted = call.params.get('includeAll') === 'true' ? all : all.filter(isSupported)
  const size = intParam(call.params, 'maxResults', { min: 1, max: 100 }) ?? 100
  const invalidCode = 'InvalidParameterException'
  if (Number.isNaN(size)) throw new AwsError(invalidCode, 'maxResults must be between 1 and 100')
  const token = call.params.get('nextToken')
  const page = pageOf(wanted, { kind: 'DescribeClusterVersions', size, token, invalidCode })
  return json({ clusterVersions: page.items, nextToken: page.next ?? null })
}

type Information = { readonly versionStatus: string; readonly [member: string]: unknown }

const isSupported = ({ versionStatus }: Information) => versionStatus !== 'UNSUPPORTED'

function versionInformation(version: string, nowMs: number): Information {
  const { supportEndsOn = '', extendedSupportEndsOn = '' } = eksSupport(version, nowMs) ?? {}
  const today = isoDay(nowMs)
  const status = today <= supportEndsOn ? 'STANDARD_SUPPORT' : 'EXTENDED_SUPPORT'
  const versionStatus = today > extendedSupportEndsOn ? 'UNSUPPORTED' : status
  return {
    clusterVersion: version,
    clusterType: 'eks',
    defaultVersion: version === eksVersions.at(-1),
    endOfStandardSupportDate: dayStart(supportEndsOn) / 1000,
    endOfExtendedSupportDate: dayStart(extendedSupportEndsOn) / 1000,
    status: versionStatus.toLowerCase().replace('_', '-'),
    versionStatus,
  }
}
