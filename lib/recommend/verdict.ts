import type { Finding } from '#lib/model/recommendation.ts'
import type { Binding } from './binding.ts'
import type { Choice } from './choose.ts'
import type { DecideBy } from './decide-by.ts'
import type { Situation } from './situation.ts'

/** Everything that the sentences of a recommendation are written from. */
export type Verdict = {
  readonly situation: Situation
  readonly binding: Binding
  readonly choice: Choice
  readonly finding: Finding
  readonly decideBy?: DecideBy
}
