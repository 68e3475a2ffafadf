import { dayMs } from '#lib/model/time.ts'
import { saveSecondOpinions } from '#lib/store/second-opinions.ts'
import { accountOf, type Job } from './job.ts'

export const collectSecondOpinion: Job = {
  name: 'collect-second-opinion',
  about: "keeps what AWS's own tools recommend, with its date",
  schedule: { everyMs: dayMs, after: ['recommend'] },
  scopes: ({ accounts, secondOpinion }) => (secondOpinion === false ? [] : accounts.map(({ id }) => id)),
  async run(context) {
    const account = accountOf(context)
    context.progress(0, 1, `${account.name}: recommendations of AWS`)
    const { opinions, problems } = await context.collector.secondOpinion(account)
    await saveSecondOpinions(opinions)
    context.progress(1, 1, `${account.name}: ${opinions.length} recommendations of AWS`)
    return { counts: { opinions: opinions.length }, problems }
  },
}
