import type { Actor } from '../model/actor.ts'
import { database } from './client.ts'

type Entry = {
  readonly read: () => Promise<unknown>
  value: Promise<unknown>
  loadedMs: number
  tookMs: number
  usedMs: number
  /** Newest run when nothing ran; absent where a job was at work. */
  quietSince: number | undefined
  refreshing: boolean
}

/** While jobs are at work the data change all the time: an answer serves so long, and longer where reading it is slow. */
const freshMs = 10_000
const freshTimes = 20
/** So much older it serves once more, while it is read anew. */
const staleMs = 60_000
const mostEntries = 100
/** What was asked for within the hour is read anew before the next reader asks. */
const [warmEveryMs, warmForMs] = [15_000, 3_600_000]

const entries = new Map<string, Entry>()
let warming: NodeJS.Timeout | undefined

/**
 * What `read` gave under this name to those who see the same teams, for as long as the data under it cannot have changed: only
 * jobs write what pages read so, and each is recorded as a run before it writes. While one runs, the answer is at most some
 * minutes old. For processes that show pages, not for jobs. A read that fails is not remembered.
 */
export async function remembered<T>({ teams }: Actor, name: string, read: () => Promise<T>): Promise<T> {
  const key = JSON.stringify([name, teams === 'all' ? teams : teams.toSorted()])
  const quietSince = await newestRunWhenQuiet()
  const entry = entries.get(key)
  if (entry) entry.usedMs = performance.now()
  const value = entry && standing(entry, quietSince) ? entry.value : load({ key, quietSince, read })
  return value as Promise<T>
}

/** Whether the answer may still be given; one that is getting old is read anew beside. */
function standing(entry: Entry, quietSince: number | undefined): boolean {
  if (quietSince !== undefined) return entry.quietSince === quietSince
  const ageMs = performance.now() - entry.loadedMs
  const servesMs = Math.max(freshMs, freshTimes * entry.tookMs)
  if (ageMs > servesMs) refresh(entry, quietSince)
  return ageMs < servesMs + staleMs
}

function load(asked: { key: string; quietSince: number | undefined; read: Entry['read'] }): Promise<unknown> {
  const { key, quietSince, read } = asked
  const beganMs = performance.now()
  const value = read()
  const entry: Entry = {
    ...{ read, value, quietSince },
    ...{ loadedMs: beganMs, tookMs: 0, usedMs: beganMs, refreshing: false },
  }
  entries.delete(key)
  entries.set(key, entry)
  value.then(
    () => {
      entry.tookMs = performance.now() - beganMs
    },
    () => {
      if (entries.get(key) === entry) entries.delete(key)
    },
  )
  for (const oldest of entries.keys()) {
    if (entries.size <= mostEntries) break
    entries.delete(oldest)
  }
  if (!warming) warming = setInterval(() => warm().catch(() => undefined), warmEveryMs).unref()
  return value
}

/** Reads beside the old answer, which stays where this fails. */
async function refresh(entry: Entry, quietSince: number | undefined): Promise<void> {
  if (entry.refreshing) return
  entry.refreshing = true
  const beganMs = performance.now()
  try {
    const value = await entry.read()
    entry.value = Promise.resolve(value)
    entry.loadedMs = beganMs
    entry.tookMs = performance.now() - beganMs
    entry.quietSince = quietSince
  } catch {
    // The next reader reads it and is told.
  } finally {
    entry.refreshing = false
  }
}

/** After the jobs have ended: what readers use is read anew, one after the other. */
async function warm(): Promise<void> {
  const quietSince = await newestRunWhenQuiet()
  if (quietSince === undefined) return
  for (const entry of entries.values()) {
    const isUsed = performance.now() - entry.usedMs < warmForMs
    if (isUsed && entry.quietSince !== quietSince) await refresh(entry, quietSince)
  }
}

/** Number of the newest run, where no job is at work. */
async function newestRunWhenQuiet(): Promise<number | undefined> {
  const { rows } = await database().pool.query<{ newest: number; busy: boolean }>(
    `SELECT coalesce(max(id), 0) AS newest, EXISTS (SELECT FROM run WHERE state = 'running') AS busy FROM run`,
  )
  const [row] = rows
  return row && !row.busy ? row.newest : undefined
}
