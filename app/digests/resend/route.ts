import { requestResend } from '#lib/store/digest-requests.ts'
import { formPost } from '../../_requests/form-post.ts'

/** Sends a failed or unknown delivery once more. */
export function POST(request: Request): Promise<Response> {
  return formPost(request, async ({ actor, field, nowMs }) => {
    const key = { week: field('week'), team: field('team'), recipient: field('recipient') }
    await requestResend(actor, key, nowMs)
    return '/digests'
  })
}
