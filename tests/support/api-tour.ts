import { type ApiAnswer, isApiAddress, judgeBy } from './api-answers.ts'

export type ApiTour = {
  /** What is wrong with an answer by the document. */
  readonly wrong: readonly string[]
  /** Addresses that were not answered with 200. */
  readonly refused: readonly string[]
}

/** Asks every address of the document with ids that there are, and judges each answer by it. */
export async function tourApi(
  ask: (path: string) => Promise<ApiAnswer>,
  idOf: (query: string) => Promise<string>,
): Promise<ApiTour> {
  const bodyOf = async (path: string) => JSON.parse((await ask(path)).body)
  const document = await bodyOf('/api/v1/openapi.json')
  const judge = judgeBy(document)
  const ids: Readonly<Record<string, string>> = {
    resources: await idOf('?q=orders-primary'),
    clusters: await idOf('?q=search-api-asg'),
    'gpu-pools': await idOf('?class=gpu-pool'),
    teams: 'payments',
    scenarios: (await bodyOf('/api/v1/scenarios')).items[0]?.scenario.id,
  }
  const { items } = await bodyOf('/api/v1/reviews')
  const paths = Object.keys(document.paths).map((path) =>
    path
      .replace('{table}', 'jobs')
      .replace('{week}', items[0]?.week ?? '2026-W01')
      .replace(/([\w-]+)\/\{id\}/, (_, of: string) => `${of}/${ids[of]}`),
  )
  const answers = await Promise.all(paths.filter(isApiAddress).map(ask))
  return {
    wrong: answers.flatMap(judge),
    refused: answers.filter(({ status }) => status !== 200).map(({ path }) => path),
  }
}
