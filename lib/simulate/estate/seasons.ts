/** Daily and weekly rhythms by name; each gives the share of its busiest hour, at a local hour of day and weekday. */
const rhythms = {
  /** People at work, Monday to Friday. */
  office: (hour: number, weekday: number) =>
    weekday > 4
      ? 0.22 + 0.05 * bump(hour, 14, 5)
      : 0.2 + 0.8 * Math.max(bump(hour, 11, 3), 0.94 * bump(hour, 15.5, 3)),
  /** Shoppers: evenings and weekends. */
  retail: (hour: number, weekday: number) =>
    (weekday > 4 ? 1 : 0.86) * (0.24 + 0.76 * Math.max(bump(hour, 20, 3.2), 0.72 * bump(hour, 12.5, 3.5))),
  /** People everywhere: a flat day with one broad hill. */
  global: (hour: number, weekday: number) => (weekday > 4 ? 0.88 : 1) * (0.62 + 0.38 * bump(hour, 16, 5)),
  /** Machines: nearly constant. */
  always: (hour: number) => 0.95 + 0.05 * bump(hour, 13, 6),
  /** A batch between one and five at night. */
  nightly: (hour: number) => 0.14 + 0.86 * plateau(hour, 1, 5),
  /** Jobs every six hours. */
  cron: (hour: number) => (hour % 6 === 2 ? 1 : 0.35),
  /** Pipelines of a Monday morning and quiet weekends. */
  weekly: (hour: number, weekday: number) =>
    weekday === 0 && hour >= 5 && hour < 12 ? 1 : weekday > 4 ? 0.2 : 0.34 + 0.25 * bump(hour, 10, 4),
  /** Memory that leaks until the restart on Sunday at 03:00. */
  leak: (hour: number, weekday: number) =>
    0.42 + 0.58 * ((((weekday - 6) * 24 + hour - 3 + 336) % 168) / 167),
  flat: () => 1,
} as const satisfies Record<string, (hour: number, weekday: number) => number>

export type Rhythm = keyof typeof rhythms

/** Hill of height one around `centre`, on a clock of 24 hours; `width` is its standard deviation in hours. */
function bump(hour: number, centre: number, width: number): number {
  const apart = Math.abs(hour - centre)
  const distance = Math.min(apart, 24 - apart)
  return Math.exp(-0.5 * (distance / width) ** 2)
}

function plateau(hour: number, from: number, to: number): number {
  return hour >= from && hour < to ? 1 : 0
}

/** Is this the name of a rhythm? */
export function isRhythm(name: string): name is Rhythm {
  return name in rhythms
}

/** 168 hourly shares from Monday 00:00 UTC, the busiest being 1; the clock of the place is `offsetHours` ahead. */
export function seasonOf(name: Rhythm, offsetHours: number): Float64Array {
  const shares = Float64Array.from({ length: 168 }, (_, hourOfWeek) => {
    const local = (hourOfWeek + offsetHours + 168) % 168
    return rhythms[name](local % 24, Math.floor(local / 24))
  })
  const largest = shares.reduce((most, share) => Math.max(most, share), 0)
  return shares.map((share) => share / largest)
}
