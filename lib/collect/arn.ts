import type { Resource } from '#lib/model/resource.ts'

/** Whether an ARN names this resource: its account and region, and its native id as the last part. */
export function isArnOf(
  arn: string,
  { accountId, region, nativeId }: Pick<Resource, 'accountId' | 'region' | 'nativeId'>,
): boolean {
  if (arn === nativeId) return true
  const [prefix, , , arnRegion, arnAccount] = arn.split(':')
  if (prefix !== 'arn' || arnRegion !== region || arnAccount !== accountId) return false
  return arn.endsWith(`/${nativeId}`) || arn.endsWith(`:${nativeId}`)
}
