import { createHash } from 'node:crypto'

/** A file of an export, by its path below the folder or prefix that was configured. */
export type ExportFile = {
  readonly key: string
  readonly etag: string
  readonly bytes: number
  readonly modifiedMs: number
}

/** All files of one billing period that belong together. */
export type Assembly = {
  /** First day of the billing period; empty where the folder is not parted by period. */
  readonly period: string
  /** Folder of the files: an execution id where every delivery has its own, else the period's. */
  readonly folder: string
  readonly files: readonly ExportFile[]
  /** Names the files; it is delivered after all of them. */
  readonly manifest?: ExportFile
  /** Changes with any file's content, and with `salt`. */
  readonly fingerprint: string
}

const manifestFile = /-manifest\.json$/i
const dataFile = /\.(parquet|csv\.gz|csv)$/i
const periodSegment = /^(?:billing_period=(\d{4})-(\d{2})|(\d{4})(\d{2})01-\d{8})$/i

/**
 * The files to read of each billing period. Where every delivery has a folder of its own (CREATE_NEW), the newest one
 * that is complete (its manifest is there) replaces the others whole; where deliveries overwrite, there is but one.
 */
export function newestAssemblies(files: readonly ExportFile[], salt: string): Assembly[] {
  const data = files.filter(({ key, bytes }) => dataFile.test(key) && bytes > 0)
  const manifests = files.filter(({ key }) => manifestFile.test(key))
  const byPeriod = Map.groupBy(data, ({ key }) => periodOf(key))
  return [...byPeriod]
    .map(([period, members]) => {
      const mine = manifests.filter(({ key }) => periodOf(key) === period)
      return assemblyOf(period, members, { manifests: mine, salt })
    })
    .sort((a, b) => (a.period < b.period ? 1 : -1))
}

type Beside = { readonly manifests: readonly ExportFile[]; readonly salt: string }

function assemblyOf(period: string, data: readonly ExportFile[], { manifests, salt }: Beside): Assembly {
  const folders = [...Map.groupBy(data, ({ key }) => folderOf(key, period))]
  const delivered = (folder: string) =>
    manifests.find(({ key }) => lastOf(folderOf(key, period)) === lastOf(folder))
  const complete = folders.filter(([folder]) => delivered(folder))
  const [folder, files] = (complete.length > 0 ? complete : folders).reduce((best, one) =>
    isNewer(one, best) ? one : best,
  )
  const manifest = delivered(folder)
  return {
    period,
    folder,
    files,
    ...(manifest && { manifest }),
    fingerprint: fingerprintOf(manifest ? [...files, manifest] : files, salt),
  }
}

/** Name of the innermost folder: the period where deliveries overwrite, else the delivery. */
function lastOf(folder: string): string | undefined {
  return folder.split('/').at(-2)
}

function periodOf(key: string): string {
  for (const segment of key.split('/')) {
    const [, year, month, oldYear, oldMonth] = periodSegment.exec(segment) ?? []
    if (year !== undefined || oldYear !== undefined) return `${year ?? oldYear}-${month ?? oldMonth}-01`
  }
  return ''
}

/** A folder without periods is one assembly, however deep its files lie. */
function folderOf(key: string, period: string): string {
  return period === '' ? '' : key.slice(0, key.lastIndexOf('/') + 1)
}

type Folder = readonly [folder: string, files: readonly ExportFile[]]

function isNewer([folder, files]: Folder, [bestFolder, bestFiles]: Folder): boolean {
  const newest = (some: readonly ExportFile[]) => Math.max(...some.map(({ modifiedMs }) => modifiedMs))
  const [mine, best] = [newest(files), newest(bestFiles)]
  return mine === best ? folder > bestFolder : mine > best
}

function fingerprintOf(files: readonly ExportFile[], salt: string): string {
  const lines = files.map(({ key, etag, bytes }) => `${key}\t${etag}\t${bytes}`).sort()
  return createHash('sha256')
    .update([salt, ...lines].join('\n'))
    .digest('hex')
}
