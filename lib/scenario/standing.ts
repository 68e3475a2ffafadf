import type { PlannedEvent } from '../model/calendar.ts'
import { eventSize } from '../model/planned-event.ts'
import type { Scenario } from '../model/scenario.ts'
import { dayMs, type EpochMs } from '../model/time.ts'

const everywhere = { teams: [], accounts: [] }
/** Growth that is always rehearsed, over the horizon. */
const growth = { factor: 1.3, low: 1.15, high: 1.5 }
/** What a Black Friday is taken for where the calendar does not say. */
const blackFriday = { factor: 2.5, low: 1.8, high: 3.4 }

/** Scenarios that nobody has to write: the named events of the calendar, Black Friday, growth, the loss of a zone. */
export function standingScenarios(
  events: readonly PlannedEvent[],
  { nowMs, horizonDays }: { readonly nowMs: EpochMs; readonly horizonDays: number },
): readonly Scenario[] {
  const coming = events.filter(({ toMs }) => toMs > nowMs)
  const named = coming.some(({ name }) => /black\s*friday/i.test(name))
  return [
    ...coming.map(ofEvent),
    ...(named ? [] : [nextBlackFriday(nowMs)]),
    {
      id: 'growth',
      name: 'Growth of 30 %',
      source: 'standing',
      assumptions: [
        {
          kind: 'growth',
          name: `Demand grows 30 % in ${horizonDays} days`,
          ...growth,
          fromMs: nowMs,
          toMs: nowMs + horizonDays * dayMs,
          ...everywhere,
        },
      ],
    },
    {
      id: 'zone-loss',
      name: 'Loss of a zone',
      source: 'standing',
      assumptions: [{ kind: 'zone-loss', name: 'One zone is gone', ...everywhere }],
    },
  ]
}

function ofEvent(event: PlannedEvent): Scenario {
  const { name, fromMs, toMs, teams, accounts } = event
  return {
    id: `event-${slugOf(name)}`,
    name,
    source: 'calendar',
    assumptions: [
      {
        kind: 'event',
        name,
        ...eventSize(event),
        fromMs,
        toMs,
        teams: [...teams],
        accounts: [...accounts],
      },
    ],
  }
}

/** Lower-case words of a name with hyphens, for addresses. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return words.slice(0, 40) || 'unnamed'
}

/** The day after November's fourth Thursday, from 00:00 UTC for 30 hours: it ends later in the west. */
function nextBlackFriday(nowMs: EpochMs): Scenario {
  const year = new Date(nowMs).getUTCFullYear()
  const [fromMs = 0] = [year, year + 1].map(fridayOf).filter((ms) => ms + 30 * 3_600_000 > nowMs)
  return {
    id: 'black-friday',
    name: 'Black Friday',
    source: 'standing',
    assumptions: [
      {
        kind: 'event',
        name: 'Black Friday',
        ...blackFriday,
        fromMs,
        toMs: fromMs + 30 * 3_600_000,
        ...everywhere,
      },
    ],
  }
}

function fridayOf(year: number): EpochMs {
  const weekday = new Date(Date.UTC(year, 10, 1)).getUTCDay()
  return Date.UTC(year, 10, 1 + ((4 - weekday + 7) % 7) + 22)
}
