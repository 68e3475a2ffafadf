import { resumeSubscription } from '#lib/store/digest-requests.ts'
import { formPost } from '../../_requests/form-post.ts'

/** Sends to a recipient again who had stopped the messages. */
export function POST(request: Request): Promise<Response> {
  return formPost(request, async ({ actor, field, nowMs }) => {
    await resumeSubscription(actor, { team: field('team'), recipient: field('recipient') }, nowMs)
    return '/digests'
  })
}
