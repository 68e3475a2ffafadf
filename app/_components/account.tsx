import Link from 'next/link'
import { currentActor } from '#lib/identity/actor.ts'
import { mayAdminister } from '#lib/model/actor.ts'

/** Who is signed in may leave; who only visits may sign in. */
export async function Account() {
  const actor = await currentActor(Date.now()).catch(() => undefined)
  if (!actor || actor.id === 'visitor') {
    return (
      <Link className="lk" href="/sign-in" prefetch={false}>
        Sign in
      </Link>
    )
  }
  return (
    <form className="account" method="post" action="/sign-out">
      {mayAdminister(actor) ? (
        <Link className="lk" href="/access" prefetch={false}>
          Access
        </Link>
      ) : null}
      <button className="btn ghost sm" type="submit">
        Sign out
      </button>
    </form>
  )
}
