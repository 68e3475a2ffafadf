import { requestDigestTest } from '#lib/store/digest-requests.ts'
import { formPost } from '../../_requests/form-post.ts'

/** Asks for a test message. */
export function POST(request: Request): Promise<Response> {
  return formPost(request, async ({ actor, field, nowMs }) => {
    await requestDigestTest(actor, { team: field('team'), address: field('address') }, nowMs)
    return '/digests'
  })
}
