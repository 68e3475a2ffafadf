/** The process answers; nothing is said of the database. */
export function GET() {
  return Response.json({ status: 'ok' })
}
