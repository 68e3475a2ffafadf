import type { Capacity, CapacityChange, CapacitySource } from '#lib/model/capacity.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** What decides the capacity of a resource; a history source may know only some of it. */
export type Sizing = {
  readonly shape?: string | undefined
  /** vCPU by CpuOptions. */
  readonly vcpu?: number | undefined
  /** Group: its maximum size. */
  readonly count?: number | undefined
  readonly storageGib?: number | undefined
}

/** From `atMs` on, these parts of the sizing were so; parts that are not named did not change then. */
export type HistoryChange = Sizing & {
  readonly atMs: EpochMs
  readonly source: CapacitySource
  readonly actor?: string | undefined
}

/** What a source tells of one resource: its changes, and since when it would have told one. */
export type History = {
  readonly knownFromMs: EpochMs
  readonly source: CapacitySource
  readonly changes: readonly HistoryChange[]
}

export type TimelineOptions = {
  readonly history: History | undefined
  readonly today: Sizing
  readonly createdMs?: EpochMs | undefined
  readonly nowMs: EpochMs
  readonly capacityOf: (sizing: Sizing) => Capacity
}

/**
 * The capacity timeline of one resource, oldest first. What was before the first known change is not told by any
 * source: today's sizing (AWS Config: the first that is recorded) stands there, marked `assumed`. A source that was watching and saw no change makes today's
 * sizing known for as long as it watched.
 */
export function capacityTimeline(options: TimelineOptions): CapacityChange[] {
  const { history, today, nowMs, capacityOf } = options
  const createdMs = options.createdMs ?? 0
  const changes = [...(history?.changes ?? [])].sort((a, b) => a.atMs - b.atMs)
  const states: State[] = [{ atMs: createdMs, source: 'assumed', sizing: assumedSizing(changes[0], today) }]
  const knownFromMs = history && Math.max(history.knownFromMs, createdMs)
  if (history && changes.length === 0 && knownFromMs !== undefined) {
    states.push({ atMs: knownFromMs, source: history.source, sizing: today })
  }
  let sizing: Sizing = today
  changes.forEach((change, i) => {
    sizing = { ...sizing, ...before(changes.slice(i + 1), today), ...named(change) }
    // CpuOptions belong to the shape that they were set for.
    if (change.shape !== undefined && change.shape !== today.shape) sizing = { ...sizing, vcpu: change.vcpu }
    states.push({
      atMs: Math.max(change.atMs, createdMs),
      source: change.source,
      actor: change.actor,
      sizing,
    })
  })
  if (states.length === 1) states.push({ atMs: nowMs, source: 'inventory', sizing: today })
  return distinct(
    states.map(({ atMs, source, actor, sizing: { shape = '', count = 1, ...rest } }) => ({
      fromMs: atMs,
      shape,
      count,
      capacity: capacityOf({ shape, count, ...rest }),
      source,
      ...(actor === undefined ? {} : { actor }),
    })),
  )
}

type State = {
  readonly atMs: EpochMs
  readonly source: CapacitySource
  readonly actor?: string | undefined
  readonly sizing: Sizing
}

/** AWS Config's first item tells the whole sizing, which was likely so before; other sources tell only what changed. */
function assumedSizing(first: HistoryChange | undefined, today: Sizing): Sizing {
  return first?.source === 'config' ? { ...today, vcpu: undefined, ...named(first) } : today
}

/** Parts that no later change names are today's since then. */
function before(later: readonly HistoryChange[], today: Sizing): Sizing {
  const open: Record<string, string | number | undefined> = {}
  for (const part of ['shape', 'vcpu', 'count', 'storageGib'] as const) {
    if (later.every((change) => change[part] === undefined)) open[part] = today[part]
  }
  return open
}

function named({ shape, vcpu, count, storageGib }: Sizing): Sizing {
  const all = { shape, vcpu, count, storageGib }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Leaves out entries that change nothing; an assumed one gives way to a known one at the same instant. */
function distinct(changes: readonly CapacityChange[]): CapacityChange[] {
  const kept: CapacityChange[] = []
  for (const change of changes) {
    const last = kept.at(-1)
    if (last && last.fromMs >= change.fromMs) kept.pop()
    const previous = kept.at(-1)
    const same =
      previous !== undefined &&
      previous.source !== 'assumed' &&
      previous.shape === change.shape &&
      previous.count === change.count &&
      JSON.stringify(previous.capacity) === JSON.stringify(change.capacity)
    if (!same) kept.push(change)
  }
  return kept
}
