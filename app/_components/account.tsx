import Link from 'next/link'
import { currentActor } from '#lib/identity/actor.ts'
import { mayAdminister } from '#lib/model/actor.ts'

/** Who is signed in may leave; who only visits may sign in. */
export async function Account() {
  const actor = await currentActor(Date.now()).catch(() => undefined)
  if (!actor || actor.id === 'visitor') {
    return (
      <Link className="btn ghost sm" href="/sign-in" prefetch={false}>
        Sign in
      </Link>
    )
  }
  return (
    <>
      {mayAdminister(actor) ? (
        <Link className="btn ghost sm" href="/access" prefetch={false}>
          Access
        </Link>
      ) : null}
      <form method="post" action="/sign-out">
        <button className="btn ghost sm" type="submit">
          Sign out
        </button>
      </form>
    </>
  )
}
