import type { ScenarioResult } from '#lib/model/scenario.ts'
import { day, plural } from './format.ts'
import { assumptionView, firstBreak } from './scenario-words.ts'
import { plainText, type Sentence, sentence, strong } from './sentence.ts'

export type ScenariosView = {
  readonly lede: Sentence
  readonly cards: readonly {
    readonly id: string
    readonly href: string
    readonly name: string
    readonly size: string
    readonly first: string
    readonly shopping: string
  }[]
}

/** Every scenario with what breaks first and what it takes. */
export function presentScenarios(results: readonly ScenarioResult[]): ScenariosView {
  const event = results.find((result) => result.chain.length > 0)
  return {
    lede:
      (event && firstBreak(event)) ??
      sentence(strong('Nothing is rehearsed yet.'), ' It happens once a day, after the recommendations.'),
    cards: results.map((result) => {
      const { scenario, shopping, asOfMs } = result
      const words = firstBreak(result)
      const [first] = shopping
      return {
        id: scenario.id,
        href: `/scenarios/${scenario.id}`,
        name: scenario.name,
        size: scenario.assumptions
          .map((one) => `${assumptionView(one, asOfMs).size}, ${assumptionView(one, asOfMs).when}`)
          .join('; '),
        // The page says it of this one already.
        first: words && result !== event ? plainText(words) : '',
        shopping: first
          ? `${plural(shopping.length, 'thing')} to buy or raise, the first by ${day(first.byMs, asOfMs)}.`
          : 'Nothing to buy or raise.',
      }
    }),
  }
}
