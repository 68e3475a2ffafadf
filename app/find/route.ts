import { currentActor } from '#lib/identity/actor.ts'
import { presentFound } from '#lib/present/find.ts'
import { readFleet } from '#lib/store/fleet.ts'

export const dynamic = 'force-dynamic'

/** Resources and teams that the reader may see, by name: what the palette lists while one types. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor(Date.now())
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const text = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 200)
  const found = presentFound(await readFleet(actor), text)
  return Response.json(found, { headers: { 'cache-control': 'no-store' } })
}
