import { readSchemaVersion } from '#lib/store/schema-version.ts'
import { readBuild } from '#lib/version.ts'

export const dynamic = 'force-dynamic'

/** What runs: version, commit and schema of the database; `null` = not known. It says nothing of the estate. */
export async function GET(): Promise<Response> {
  const { version, commit = null } = readBuild()
  const schema = await readSchemaVersion().catch(() => null)
  return Response.json({ version, commit, schema }, { headers: { 'cache-control': 'no-store' } })
}
