import { AwsError } from '../aws-error.ts'
import { type Answer, bytes, type Call, xml } from '../call.ts'
import type { WorldObject } from '../cost-line.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime } from '../wire/xml.ts'

/** Keys of a page (API reference of ListObjectsV2). */
const pageSize = 1000

/** ListObjectsV2, path style, by prefix. Its IAM action is s3:ListBucket. */
export function listBucket(call: Call): Answer {
  const bucket = call.params.get('bucket') ?? ''
  const prefix = call.params.get('prefix') ?? ''
  const wanted = Number(call.params.get('max-keys') ?? pageSize)
  const found = objectsOf(call, bucket)
    .filter(({ key }) => key.startsWith(prefix))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const page = pageOf(found, {
    kind: 'ListObjectsV2',
    size: Math.min(wanted, pageSize),
    token: call.params.get('continuation-token'),
    invalidCode: 'InvalidArgument',
  })
  return xml({
    ListBucketResult: {
      Name: bucket,
      Prefix: prefix,
      KeyCount: page.items.length,
      MaxKeys: wanted,
      IsTruncated: page.next !== undefined,
      NextContinuationToken: page.next,
      Contents: page.items.map(({ key, etag, modifiedMs, body }) => ({
        Key: key,
        LastModified: isoTime(modifiedMs),
        ETag: etag,
        Size: body().length,
        StorageClass: 'STANDARD',
      })),
    },
  })
}

/** GetObject, whole. */
export function getObject(call: Call): Answer {
  const key = call.params.get('key') ?? ''
  const found = objectsOf(call, call.params.get('bucket') ?? '').find((object) => object.key === key)
  if (!found) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
  return bytes(found.body(), 'application/octet-stream')
}

function objectsOf(call: Call, bucket: string): readonly WorldObject[] {
  const objects = call.world.objects?.(call.account.id, bucket, call.nowMs)
  if (!objects) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  return objects
}
