import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AppError, errorText } from '#lib/errors.ts'
import type { KubernetesSnapshot } from '#lib/model/kubernetes-snapshot.ts'
import type { ExportSource } from '../costs/exports/export-source.ts'
import { parseSnapshot, type SnapshotFile, snapshotFiles } from './parse-snapshot.ts'

/** A file of a snapshot larger than this is not read: half a gigabyte is a cluster of over 50,000 pods. */
const maxBytes = 512 * 2 ** 20

/** One file of a snapshot, not read yet. */
type Kept = { readonly bytes: number; readonly changedMs: number; readonly read: () => Promise<string> }

/**
 * The snapshot of one cluster: `nodes.json`, `pods.json`, `hpa.json`, `pdb.json` and `nodepools.json` of a folder,
 * which is named after the cluster unless that is given. Files and items that cannot be read are named in `unread`.
 * Throws `AppError` where the folder itself cannot be read.
 */
export async function readSnapshot(folder: string, cluster?: string): Promise<KubernetesSnapshot> {
  const kept = new Map<string, Kept>()
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const { size, mtimeMs } = await stat(path)
    kept.set(name, { bytes: size, changedMs: Math.floor(mtimeMs), read: () => readFile(path, 'utf8') })
  }
  return readKept(cluster ?? basename(resolve(folder)), kept)
}

/** The same from the files below a bucket's prefix. Throws the SDK's error where they cannot be listed. */
export async function readBucketSnapshot(source: ExportSource, cluster: string): Promise<KubernetesSnapshot> {
  const kept = new Map<string, Kept>()
  for (const file of await source.list()) {
    const read = () => source.withFile(file, (path) => readFile(path, 'utf8'))
    kept.set(file.key, { bytes: file.bytes, changedMs: file.modifiedMs, read })
  }
  return readKept(cluster, kept)
}

async function readKept(cluster: string, kept: ReadonlyMap<string, Kept>): Promise<KubernetesSnapshot> {
  const texts: Partial<Record<SnapshotFile, string>> = {}
  const unread: string[] = []
  let takenMs = 0
  for (const file of snapshotFiles) {
    const found = kept.get(`${file}.json`)
    if (!found) continue
    try {
      if (found.bytes > maxBytes)
        throw new Error(`${found.bytes} bytes are more than the ${maxBytes} that are read`)
      texts[file] = await found.read()
      takenMs = Math.max(takenMs, found.changedMs)
    } catch (error) {
      unread.push(`${file}.json: ${errorText(error)}`)
    }
  }
  return parseSnapshot({ cluster, takenMs, texts, unread })
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    throw new AppError(
      'invalid-input',
      `Cannot read the Kubernetes snapshot ${folder}: ${errorText(error)}. Correct its path, or leave it out.`,
      error,
    )
  }
}
