import type { World } from '#lib/simulate/world.ts'
import type { HeldThings, WorldKind, WorldThings } from '#lib/simulate/world-things.ts'

/** The same world with more things in one place: account `shop` of the tiny world in us-east-1. */
export function withThings(world: World, things: HeldThings): World {
  const own = <Kind extends WorldKind>(kind: Kind): readonly WorldThings[Kind][] => things[kind] ?? []
  return {
    ...world,
    things: (place, kind) => [
      ...(world.things?.(place, kind) ?? []),
      ...(place.accountId === '444455556666' && place.region === 'us-east-1' ? own(kind) : []),
    ],
  }
}
