import { dirname, resolve } from 'node:path'
import { readConfig } from '#lib/config.ts'
import { readDriverFile } from '#lib/driver-file.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import type { Driver } from '#lib/model/calendar.ts'
import { dayMs } from '#lib/model/time.ts'
import { saveCalendar, saveDriverSamples } from '#lib/store/calendar.ts'
import { calendarOf } from './calendar.ts'
import { pullDriver } from './driver-samples.ts'
import type { Job, JobContext } from './job.ts'
import { reattribute } from './reattribute.ts'

export const applyConfig: Job = {
  name: 'apply-config',
  about: 'puts ownership, freezes, events, budgets and drivers of the configuration in force',
  schedule: { everyMs: dayMs, after: [] },
  atStart: true,
  scopes: () => [''],
  async run(context) {
    const path = env().HEADROOM_CONFIG
    const calendar = calendarOf(readConfig(path))
    const { begun, ended } = await saveCalendar(calendar, context.nowMs)
    const { ownership, accounts, problems: estateProblems = [] } = context.estate
    const reattributed = ownership ? await reattribute(ownership, context.nowMs) : 0
    const problems: Problem[] = [...estateProblems]
    let driverSamples = 0
    for (const driver of calendar.drivers) {
      try {
        driverSamples += await readDriver(context, driver, dirname(path))
      } catch (error) {
        problems.push({ scope: driver.name, code: 'driver-failed', text: errorText(error) })
      }
    }
    return { counts: { begun, ended, reattributed, driverSamples, accounts: accounts.length }, problems }
  },
}

async function readDriver(context: JobContext, driver: Driver, folder: string): Promise<number> {
  const samples =
    driver.file === undefined
      ? await pullDriver(context, driver)
      : readDriverFile(resolve(folder, driver.file))
  return saveDriverSamples(driver.name, samples)
}
