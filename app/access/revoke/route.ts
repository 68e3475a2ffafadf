import { revokeApiKey } from '#lib/store/api-keys.ts'
import { formPost } from '../../_requests/form-post.ts'

/** Ends an API key at once. */
export function POST(request: Request): Promise<Response> {
  return formPost(request, async ({ actor, field, nowMs }) => {
    await revokeApiKey(actor, field('prefix'), nowMs)
    return '/access'
  })
}
