import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { RegionAws } from '../../aws.ts'
import { readAllPages } from '../../pages.ts'
import type { ExportSource } from './export-source.ts'

/**
 * Objects below a prefix. An object is streamed to disk before it is read, so that a connection that breaks is asked
 * again and no row of it counts twice.
 */
export function bucketSource(aws: RegionAws, bucket: string, prefix: string): ExportSource {
  const below = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
  return {
    list: () =>
      readAllPages(async (token) => {
        const page = await aws.call('s3:ListBucket', ({ s3 }, sending) =>
          s3.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              ...(below === '' ? {} : { Prefix: below }),
              ...(token === undefined ? {} : { ContinuationToken: token }),
            }),
            sending,
          ),
        )
        const items = (page.Contents ?? []).flatMap(({ Key, ETag, Size, LastModified }) =>
          Key === undefined
            ? []
            : [
                {
                  key: Key.slice(below.length),
                  etag: ETag ?? '',
                  bytes: Size ?? 0,
                  modifiedMs: LastModified?.getTime() ?? 0,
                },
              ],
        )
        return { items, next: page.NextContinuationToken }
      }),
    async withFile({ key, etag }, use) {
      const folder = await mkdtemp(join(tmpdir(), 'headroom-cost-'))
      const path = join(folder, basename(key))
      try {
        await aws.call('s3:GetObject', async ({ s3 }, sending) => {
          // A delivery that arrives meanwhile would mix two assemblies.
          const whole = { Bucket: bucket, Key: below + key, ...(etag === '' ? {} : { IfMatch: etag }) }
          const { Body } = await s3.send(new GetObjectCommand(whole), sending)
          if (!(Body instanceof Readable)) throw new Error('the object has no body')
          await pipeline(Body, createWriteStream(path), { signal: sending.abortSignal })
        })
        return await use(path)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
