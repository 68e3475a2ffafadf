import type { Problem } from '#lib/model/account.ts'
import { readCloudTrail } from './cloudtrail.ts'
import { readConfigHistory, recorderRuns } from './config-history.ts'
import { problemOf } from './fault.ts'
import { withActors } from './history-actors.ts'
import type { History } from './history-change.ts'
import type { Histories, HistoryOptions } from './history-subject.ts'
import { mergeDatabaseEvents, readDatabaseEvents } from './rds-events.ts'
import { readTagTrail } from './tag-trail.ts'

/**
 * Past sizes: from AWS Config where a recorder runs (who made them is told by CloudTrail), else from CloudTrail (90 days) and, for databases, from RDS
 * events (14 days). A source that is denied or unknown is named, and what it would have told is assumed.
 */
export async function readCapacityHistory(options: HistoryOptions): Promise<Histories> {
  const { scope } = options.aws
  const problems: Problem[] = []
  if (options.subjects.length === 0) return { byId: new Map(), problems }
  try {
    if (await recorderRuns(options)) return await withActors(await readConfigHistory(options), options)
  } catch (error) {
    problems.push(problemOf(error, { scope, action: 'config:DescribeConfigurationRecorderStatus' }))
  }
  let byId: ReadonlyMap<string, History> = new Map()
  let tagTrail: Histories['tagTrail']
  try {
    byId = await readCloudTrail(options)
    tagTrail = await readTagTrail(options)
  } catch (error) {
    problems.push(problemOf(error, { scope, action: 'cloudtrail:LookupEvents' }))
  }
  if (options.subjects.some(({ kind }) => kind === 'database')) {
    try {
      byId = mergeDatabaseEvents({ byId, events: await readDatabaseEvents(options), nowMs: options.nowMs })
    } catch (error) {
      problems.push(problemOf(error, { scope, action: 'rds:DescribeEvents' }))
    }
  }
  return { byId, problems, ...(tagTrail === undefined ? {} : { tagTrail }) }
}
