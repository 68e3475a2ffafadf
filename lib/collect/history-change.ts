import type { Capacity, CapacityChange, CapacitySource } from '#lib/model/capacity.ts'
import type { Tags } from '#lib/model/resource.ts'
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
  /** Tags that were in force from `atMs` on, oldest first; absent where the source does not tell them. */
  readonly tagged?: readonly { readonly atMs: EpochMs; readonly tags: Tags }[]
}

export type TimelineOptions = {
  readonly history: History | undefined
  readonly today: Sizing
  readonly createdMs?: EpochMs | undefined
  readonly nowMs: EpochMs
  readonly capacityOf: (sizing: Sizing) => Capacity
}

/**
 * The capacity timeline of one resource, oldest first. What was before the first known change no source tells: today's
 * sizing stands there (AWS Config: the first that is recorded), marked `assumed`; so is a state of which a part was
 * first named by a later change. A source that watched and saw no change makes today's sizing known for as long as it
 * watched.
 */
export function capacityTimeline(options: TimelineOptions): CapacityChange[] {
  const createdMs = options.createdMs ?? 0
  const states = statesOf(options)
  return distinct(
    states.map(({ atMs, source, actor, sizing: { shape = '', count = 1, ...rest } }) => ({
      fromMs: Math.max(atMs, createdMs),
      shape,
      count,
      capacity: options.capacityOf({ shape, count, ...rest }),
      source,
      ...(actor === undefined ? {} : { actor }),
    })),
  )
}

function statesOf({ history, today, nowMs }: TimelineOptions): State[] {
  if (!history) {
    return [
      { atMs: 0, source: 'assumed', sizing: today },
      { atMs: nowMs, source: 'inventory', sizing: today },
    ]
  }
  const changes = [...history.changes].sort((a, b) => a.atMs - b.atMs)
  const [first] = changes
  const states: State[] = [{ atMs: 0, source: 'assumed', sizing: assumedSizing(first, today) }]
  if (!first) states.push({ atMs: history.knownFromMs, source: history.source, sizing: today })
  let sizing: Sizing = today
  changes.forEach((change, i) => {
    sizing = { ...sizing, ...settled(changes.slice(i + 1), today), ...named(change) }
    // CpuOptions belong to the shape that they were set for.
    if (change.shape !== undefined && change.shape !== today.shape) sizing = { ...sizing, vcpu: change.vcpu }
    const source = isGuessed(changes, i) ? 'assumed' : change.source
    states.push({ atMs: change.atMs, source, actor: change.actor, sizing })
  })
  return states
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

const parts = ['shape', 'vcpu', 'count', 'storageGib'] as const

/** Parts that no later change names are today's since then. */
function settled(later: readonly HistoryChange[], today: Sizing): Sizing {
  const open: Record<string, string | number | undefined> = {}
  for (const part of parts) if (later.every((change) => change[part] === undefined)) open[part] = today[part]
  return open
}

/** Is a part first named after change `i`? Until then it is not known. */
function isGuessed(changes: readonly HistoryChange[], i: number): boolean {
  return parts.some((part) => changes.findIndex((change) => change[part] !== undefined) > i)
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
      previous.source === change.source &&
      previous.actor === change.actor &&
      previous.shape === change.shape &&
      previous.count === change.count &&
      JSON.stringify(previous.capacity) === JSON.stringify(change.capacity)
    if (!same) kept.push(change)
  }
  return kept
}
