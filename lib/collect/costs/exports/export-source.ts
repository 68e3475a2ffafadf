import type { Account } from '#lib/model/account.ts'
import type { Aws } from '../../aws.ts'
import type { ExportFile } from './assembly.ts'
import { bucketSource } from './bucket-source.ts'
import { folderSource } from './folder-source.ts'

/** Where the files of an export lie. */
export type ExportSource = {
  list(): Promise<readonly ExportFile[]>
  /** Gives `use` a file on disk with the content and name ending of the object. */
  withFile<T>(file: ExportFile, use: (path: string) => Promise<T>): Promise<T>
}

/** A folder of this machine or `s3://bucket/prefix` as the payer's role sees it. */
export function exportSource(aws: Aws, payer: Account, location: string): ExportSource {
  const found = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location)
  if (!found) return folderSource(location)
  const [, bucket = '', prefix = ''] = found
  return bucketSource(aws.at({ account: payer, region: payer.regions[0] ?? 'us-east-1' }), bucket, prefix)
}
