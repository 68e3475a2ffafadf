import { databaseAnswers } from '#lib/store/client.ts'

/** The process can serve pages: the database answers within a second. */
export async function GET() {
  const ready = await databaseAnswers(1_000)
  return Response.json(
    { status: ready ? 'ready' : 'not ready', database: ready },
    { status: ready ? 200 : 503 },
  )
}
