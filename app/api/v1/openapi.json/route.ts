import { openApi } from '#lib/present/api-openapi.ts'
import { readBuild } from '#lib/version.ts'

/** The description of the API; it says nothing of the estate and needs no sign-in. */
export function GET(): Response {
  return Response.json(openApi(readBuild().version), { headers: { 'cache-control': 'no-store' } })
}
