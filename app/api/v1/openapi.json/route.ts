import { openApi } from '#lib/present/api-openapi.ts'

/** The description of the API; it says nothing of the estate and needs no sign-in. */
export function GET(): Response {
  return Response.json(openApi('1'), { headers: { 'cache-control': 'no-store' } })
}
