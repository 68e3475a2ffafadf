import { AppError } from '#lib/errors.ts'
import { parseKeyForm } from '#lib/present/key-form.ts'
import { createApiKey } from '#lib/store/api-keys.ts'
import { formPost } from '../../_requests/form-post.ts'

/** Makes an API key and shows it, this once. */
export function POST(request: Request): Promise<Response> {
  return formPost(request, async ({ actor, field, nowMs }) => {
    const form = parseKeyForm(field, nowMs)
    if (typeof form === 'string') throw new AppError('invalid-input', form)
    const key = await createApiKey(actor, form, nowMs)
    const text = `This is the key. It is shown this once; keep it where the program finds it.\n\n${key}\n`
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    return new Response(text, { headers })
  })
}
