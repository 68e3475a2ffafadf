import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { WorldQuota } from '../world-limits.ts'
import { parseInput } from './json-input.ts'

const requestSchema = z.object({
  ServiceCode: z.string(),
  QuotaCode: z.string().optional(),
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
})

/** ListServiceQuotas: applied quotas of one service; pages of 1 to 100. */
export function listServiceQuotas(call: Call): Answer {
  const request = parseInput(requestSchema, call.input, 'IllegalArgumentException')
  const all = call.world.things?.(call.place, 'service-quota') ?? []
  const ofService = all.filter(({ serviceCode }) => serviceCode === request.ServiceCode)
  if (ofService.length === 0) {
    throw new AwsError('NoSuchResourceException', `No quotas of the service ${request.ServiceCode}.`)
  }
  const wanted = ofService.filter(({ code }) => request.QuotaCode === undefined || code === request.QuotaCode)
  const page = pageOf(wanted, {
    kind: 'ListServiceQuotas',
    size: request.MaxResults ?? 100,
    token: request.NextToken,
    invalidCode: 'InvalidPaginationTokenException',
  })
  return json({ Quotas: page.items.map((quota) => quotaOf(call, quota)), NextToken: page.next })
}

function quotaOf({ place }: Call, quota: WorldQuota) {
  const { serviceCode, serviceName, code } = quota
  return {
    ServiceCode: serviceCode,
    ServiceName: serviceName,
    QuotaArn: `arn:aws:servicequotas:${place.region}:${place.accountId}:${serviceCode}/${code}`,
    QuotaCode: code,
    QuotaName: quota.name,
    Value: quota.value,
    Unit: quota.unit,
    Adjustable: quota.adjustable,
    GlobalQuota: false,
    QuotaAppliedAtLevel: 'ACCOUNT',
  }
}
