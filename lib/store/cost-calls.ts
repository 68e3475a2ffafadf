import { database } from './client.ts'

/**
 * Takes one of the `callsMax` paid calls that a payer may make on a UTC day; false where none is left. One statement:
 * two workers never take the same one, and a restart forgets none.
 */
export async function takeCostCall(payerId: string, day: string, callsMax: number): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `INSERT INTO cost_call AS c (day, payer_id, calls) SELECT $1::date, $2, 1 WHERE $3 > 0
     ON CONFLICT (day, payer_id) DO UPDATE SET calls = c.calls + 1 WHERE c.calls < $3`,
    [day, payerId, callsMax],
  )
  return rowCount === 1
}
